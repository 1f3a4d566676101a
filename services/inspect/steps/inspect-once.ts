import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../shared/clock.ts';
import { FaultError } from '../../../shared/errors.ts';
import type { Logger } from '../../../shared/log.ts';
import type { Upload } from '../../../shared/messages/upload.ts';
import type { Uninspected } from '../../../shared/messages/verdict.ts';
import type { Sensitive } from '../../../shared/sensitive.ts';
import { type FleetReports, LEASE_MS } from '../fleet-reports.ts';
import type { Report } from '../report.ts';
import { fromStored, toStored } from '../stored-report.ts';
import type { Evidences } from './keep-evidence.ts';

/** What opens files: the sandbox, or in tests something that says so in its name. */
export interface Inspects {
  /** `alone`: nothing else may be open in this process meanwhile. */
  inspect(file: { bytes: Uint8Array; name: Sensitive | null; alone?: boolean }): Promise<Report>;
}

export interface Inspected {
  readonly report: Report;
  /** Where evidence of it lies for this upload's source; null when there is none. */
  readonly evidenceKey: string | null;
  /** Not opened for this upload. */
  readonly cached: boolean;
}

export interface InspectOnceParts {
  readonly inspects: Inspects;
  readonly reports: FleetReports;
  readonly evidences: Evidences;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long an answer is kept for the fleet. */
  readonly keptForMs: number;
}

/** A file that was open when its process died, twice, the second time with nothing else open, is not opened a third time. */
const ATTEMPTS = 2;
/** What may come out otherwise next time is kept only so long that a flood of the same file does not open it each time. */
const PASSING_KEPT_MS = 10 * 60 * 1000;
const PASSING: ReadonlySet<string> = new Set(['time-out', 'out-of-memory', 'sandbox-died']);
const UNKEPT = 64;
const LOOK_AGAIN_MS = { first: 100, longest: 1_000 };

/**
 * A file forwarded to a thousand groups is opened once in the fleet. Whoever comes while it is open waits for the answer.
 * The answer that is shared holds no text; evidence is sealed anew for each source from the sealed evidence there is.
 */
export function createInspectOnce(parts: InspectOnceParts) {
  const { inspects, reports, evidences, clock, log, keptForMs } = parts;
  const openHere = new Map<string, Promise<unknown>>();
  /** Opened, but the answer could not be kept yet: the next try need not open it again. */
  const unkept = new LRUCache<string, Report>({ max: UNKEPT });

  async function open(
    claimed: { claim: string; attempts: number },
    upload: Upload,
    bytes: Uint8Array,
    name: Sensitive | null,
  ): Promise<Inspected> {
    const { sha256 } = upload.blob;
    const done = new AbortController();
    void renewUntil(done.signal, sha256, claimed.claim);
    try {
      const report = unkept.get(sha256) ?? (await openOrGiveUp(claimed.attempts, upload, bytes, name));
      unkept.set(sha256, report);
      const evidenceKey = await evidences.keep(upload, report);
      const isPassing = report.uninspected.some((part) => PASSING.has(part.reason));
      const kept = {
        report: toStored(report),
        evidenceKey,
        keptForMs: isPassing ? PASSING_KEPT_MS : keptForMs,
      };
      await reports.keep(sha256, kept);
      unkept.delete(sha256);
      return { report, evidenceKey, cached: false };
    } catch (error) {
      // Something of ours failed; the file did nothing. When the database is what failed, the lease runs out by itself.
      await reports.release(sha256, claimed.claim).catch(() => undefined);
      throw error;
    } finally {
      done.abort();
    }
  }

  /** A child that dies takes only the file down with it: a fresh one gets a second try, then the file is given up. */
  async function openOrGiveUp(
    attempts: number,
    { blob }: Upload,
    bytes: Uint8Array,
    name: Sensitive | null,
  ): Promise<Report> {
    if (attempts > ATTEMPTS) {
      log.warn({ sha256: blob.sha256, attempts }, 'file given up: its process died with it open');
      return givenUp(blob);
    }
    const alone = attempts > 1;
    const report = await inspects.inspect({ bytes, name, alone });
    if (!report.uninspected.some(isDeath)) return report;
    log.warn({ sha256: blob.sha256 }, 'sandbox child died with a file open: tried once more');
    return inspects.inspect({ bytes, name, alone });
  }

  async function renewUntil(done: AbortSignal, sha256: string, claim: string): Promise<void> {
    for (;;) {
      await clock.sleep(LEASE_MS / 4, done);
      if (done.aborted) return;
      // When it cannot be renewed, somebody else may open the file as well: dear, not wrong.
      await reports.renew(sha256, claim).catch((error: unknown) => {
        if (!(error instanceof FaultError)) throw error;
        log.warn({ sha256, code: error.code }, 'lease not renewed');
      });
    }
  }

  /** null: not to be had, because the evidence that goes with it is gone. */
  async function reuse(
    upload: Upload,
    known: { report: Report; evidenceKey: string | null },
  ): Promise<Inspected | null> {
    if (known.evidenceKey === null) return { report: known.report, evidenceKey: null, cached: true };
    const evidenceKey = await evidences.reseal(upload, known.evidenceKey);
    return evidenceKey === null ? null : { report: known.report, evidenceKey, cached: true };
  }

  return async function inspectOnce(
    upload: Upload,
    bytes: Uint8Array,
    name: Sensitive | null,
    taken: AbortSignal,
  ): Promise<Inspected> {
    const { sha256 } = upload.blob;
    for (let waitMs = LOOK_AGAIN_MS.first; ; waitMs = Math.min(waitMs * 2, LOOK_AGAIN_MS.longest)) {
      // Those of this process ask the database once, when the file is done.
      await openHere.get(sha256)?.catch(() => undefined);
      const standing = await reports.look(sha256);
      if (standing.kind === 'ours') {
        const opening = open(standing, upload, bytes, name);
        openHere.set(sha256, opening);
        return await opening.finally(() => openHere.delete(sha256));
      }
      if (standing.kind === 'known') {
        const reused = await reuse(upload, { ...standing, report: fromStored(standing.report) });
        if (reused !== null) return reused;
        await reports.forget(sha256);
        continue;
      }
      await clock.sleep(waitMs, taken);
      if (taken.aborted)
        throw new FaultError('PARTITION_TAKEN', 'Expected to keep the partition, got it taken while waiting');
    }
  };
}

function isDeath({ part, reason }: Uninspected): boolean {
  return part === 'file' && reason === 'sandbox-died';
}

function givenUp({ sha256, sizeBytes }: Upload['blob']): Report {
  return {
    sha256,
    sizeBytes,
    mediaType: null,
    verdict: 'uninspected',
    complete: false,
    rank: null,
    findings: [],
    doubtful: [],
    uninspected: [{ part: 'file', reason: 'sandbox-died', limit: { name: 'attempts', value: ATTEMPTS } }],
    crops: [],
    elapsedMs: 0,
  };
}
