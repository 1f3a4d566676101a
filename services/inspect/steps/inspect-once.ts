import { LRUCache } from 'lru-cache';
import type { Sensitive } from '../../../shared/sensitive.ts';
import type { Report } from '../report.ts';

/** What opens files: the sandbox, or in tests something that says so in its name. */
export interface Inspects {
  inspect(file: { bytes: Uint8Array; name: Sensitive | null }): Promise<Report>;
}

/**
 * A file forwarded to forty groups is opened once: one inspection per digest at a time, and its report kept.
 * A report that names a time-out or a dead child is not kept: the next posting gets a fresh try.
 */
export function createInspectOnce(inspects: Inspects, maxReports: number) {
  const kept = new LRUCache<string, Report>({ max: maxReports });
  const underWay = new Map<string, Promise<Report>>();

  async function inspectAndKeep(sha256: string, bytes: Uint8Array, name: Sensitive | null): Promise<Report> {
    const report = await inspects.inspect({ bytes, name });
    if (!report.uninspected.some((part) => PASSING.has(part.reason))) kept.set(sha256, report);
    return report;
  }

  return async function inspectOnce(
    sha256: string,
    bytes: Uint8Array,
    name: Sensitive | null,
  ): Promise<{ report: Report; cached: boolean }> {
    const known = kept.get(sha256);
    if (known !== undefined) return { report: known, cached: true };
    const joined = underWay.get(sha256);
    if (joined !== undefined) return { report: await joined, cached: true };
    const inspection = inspectAndKeep(sha256, bytes, name).finally(() => underWay.delete(sha256));
    underWay.set(sha256, inspection);
    return { report: await inspection, cached: false };
  };
}

/** Reasons that may be gone next time. */
const PASSING: ReadonlySet<string> = new Set(['time-out', 'out-of-memory', 'sandbox-died']);
