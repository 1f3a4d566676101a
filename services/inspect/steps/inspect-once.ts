import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../shared/clock.ts';
import { FaultError } from '../../../shared/errors.ts';
import type { Logger } from '../../../shared/log.ts';
import type { Upload } from '../../../shared/messages/upload.ts';
import type { Uninspected } from '../../../shared/messages/verdict.ts';
import type { Turn } from '../../../shared/pipeline/attempts.ts';
import type { Sensitive } from '../../../shared/sensitive.ts';
import { type FleetReports, LEASE_MS } from '../fleet-reports.ts';
import type { KeptFeatures } from '../kept-features.ts';
import type { Report } from '../report.ts';
import { fromStored, toStored } from '../stored-report.ts';
import type { Evidences } from './keep-evidence.ts';
import type { Inspector } from './publish-verdict.ts';

export interface FileInTurn {
  readonly bytes: Uint8Array;
  readonly name: Sensitive | null;
  /** Nothing else may be open in this process meanwhile. */
  readonly alone?: boolean;
  /** Called when its turn has come, before it is opened. When it rejects, nothing is opened. */
  readonly opening?: () => Promise<void>;
}

/** What opens files: the sandbox, or in tests something that says so in its name. */
export interface Inspects {
  inspect(file: FileInTurn): Promise<Report>;
}

export interface Inspected {
  readonly report: Report;
  /** Where evidence of it lies for this upload's source; null when there is none. */
  readonly evidenceKey: string | null;
  /** Not opened for this upload. */
  readonly cached: boolean;
  /** Whose answer it is. */
  readonly inspector: Inspector;
}

/** One try at one message. */
export interface Attempt extends Turn {
  /** Aborts when the partition is taken away. */
  readonly taken: AbortSignal;
}

/** Who answers from now on, and what the fleet keeps under that name. Another after rules were taken over. */
export interface Answering {
  readonly inspector: Inspector;
  readonly reports: FleetReports;
}

export interface InspectOnceParts {
  readonly inspects: Inspects;
  answering(): Answering;
  readonly features: KeptFeatures;
  readonly evidences: Evidences;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long an answer is kept for the fleet. */
  readonly keptForMs: number;
}

/**
 * A file that was open when its process died, three times, is not opened a fourth time. The first time others were open too,
 * so it says little; the next two times it was alone.
 */
const MOST_OPENINGS = 3;
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
  const { inspects, answering, features, evidences, clock, log, keptForMs } = parts;
  const openHere = new Map<string, Promise<unknown>>();
  /** Opened, but the answer could not be kept yet: the next try need not open it again. */
  const unkept = new LRUCache<string, Report>({ max: UNKEPT });

  /** null: rules changed between the claim and the opening, so this is another inspector's answer; kept until that one claims it. */
  async function open(
    { inspector, reports }: Answering,
    claimed: { claim: string; openedBefore: number },
    upload: Upload,
    { bytes, name, attempt }: { bytes: Uint8Array; name: Sensitive | null; attempt: Attempt },
  ): Promise<Inspected | null> {
    const { sha256 } = upload.blob;
    const done = new AbortController();
    let wasOpened = false;
    const opening = async () => {
      attempt.working();
      await reports.begin(sha256, claimed.claim);
      wasOpened = true;
    };
    const named = (ruleset: string) => `${ruleset} ${sha256}`;
    void renewUntil(done.signal, reports, sha256, claimed.claim);
    try {
      const report =
        unkept.get(named(inspector.ruleset)) ??
        (await openOrGiveUp(claimed.openedBefore, upload, { bytes, name, opening }, attempt));
      const ruleset = report.ruleset ?? inspector.ruleset;
      unkept.set(named(ruleset), report);
      if (ruleset !== inspector.ruleset) {
        await reports.release(sha256, claimed.claim, wasOpened);
        return null;
      }
      await features.keep(upload, report);
      const evidenceKey = await evidences.keep(upload, report);
      const isPassing = report.uninspected.some((part) => PASSING.has(part.reason));
      const kept = {
        report: toStored(report),
        evidenceKey,
        keptForMs: isPassing ? PASSING_KEPT_MS : keptForMs,
      };
      await reports.keep(sha256, kept);
      unkept.delete(named(ruleset));
      return { report, evidenceKey, cached: false, inspector };
    } catch (error) {
      // Something of ours failed; the file did nothing. When the database is what failed, the lease runs out by itself.
      await reports.release(sha256, claimed.claim, wasOpened).catch(() => undefined);
      throw error;
    } finally {
      done.abort();
    }
  }

  /** A child that dies takes only the file down with it: a fresh one gets a second try, then the file is given up. */
  async function openOrGiveUp(
    openedBefore: number,
    { blob }: Upload,
    file: FileInTurn,
    turn: Turn,
  ): Promise<Report> {
    if (openedBefore >= MOST_OPENINGS) {
      log.warn({ sha256: blob.sha256, openedBefore }, 'file given up: its process died with it open');
      return givenUp(blob);
    }
    const alone = openedBefore > 0;
    const report = await inTurn({ ...file, alone }, turn);
    if (!report.uninspected.some(isDeath)) return report;
    log.warn({ sha256: blob.sha256 }, 'sandbox child died with a file open: tried once more');
    return inTurn({ ...file, alone, opening: async () => turn.working() }, turn);
  }

  /** `opening` says when its turn has come. */
  async function inTurn(file: FileInTurn, turn: Turn): Promise<Report> {
    turn.waiting();
    try {
      return await inspects.inspect(file);
    } finally {
      turn.working();
    }
  }

  async function renewUntil(
    done: AbortSignal,
    reports: FleetReports,
    sha256: string,
    claim: string,
  ): Promise<void> {
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
  ): Promise<Omit<Inspected, 'inspector'> | null> {
    await features.again(upload);
    if (known.evidenceKey === null) return { report: known.report, evidenceKey: null, cached: true };
    const evidenceKey = await evidences.reseal(upload, known.evidenceKey);
    return evidenceKey === null ? null : { report: known.report, evidenceKey, cached: true };
  }

  return async function inspectOnce(
    upload: Upload,
    bytes: Uint8Array,
    name: Sensitive | null,
    attempt: Attempt,
  ): Promise<Inspected> {
    const { sha256 } = upload.blob;
    for (let waitMs = LOOK_AGAIN_MS.first; ; waitMs = Math.min(waitMs * 2, LOOK_AGAIN_MS.longest)) {
      // Those of this process ask the database once, when the file is done.
      attempt.waiting();
      await openHere.get(sha256)?.catch(() => undefined);
      attempt.working();
      const current = answering();
      const { inspector, reports } = current;
      const standing = await reports.look(sha256);
      if (standing.kind === 'ours') {
        const opening = open(current, standing, upload, { bytes, name, attempt });
        openHere.set(sha256, opening);
        const opened = await opening.finally(() => openHere.delete(sha256));
        if (opened !== null) return opened;
        continue;
      }
      if (standing.kind === 'known') {
        const reused = await reuse(upload, { ...standing, report: fromStored(standing.report) });
        if (reused !== null) return { ...reused, inspector };
        await reports.forget(sha256);
        continue;
      }
      attempt.waiting();
      await clock.sleep(waitMs, attempt.taken);
      if (attempt.taken.aborted)
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
    uninspected: [
      { part: 'file', reason: 'sandbox-died', limit: { name: 'attempts', value: MOST_OPENINGS } },
    ],
    crops: [],
    elapsedMs: 0,
  };
}
