import { createHash, randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import { FaultError, messageOf } from '../../../shared/errors.ts';
import type { Sensitive } from '../../../shared/sensitive.ts';
import type { RuleText } from '../match/markings/load-rules.ts';
import type { Report } from '../report.ts';
import { type Answer, type ChildHandle, type Ready, startChild } from './child-handle.ts';
import { findIsolation, type Isolation, type Measure } from './isolation.ts';
import { createKeptMemory } from './kept-memory.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { createPlace, type Place } from './place.ts';
import type { Engine, Preset, StartMessage } from './protocol.ts';
import { type ChildCommand, childCommand, FROM_SOURCES, programPaths } from './spawn-child.ts';
import { NOTHING_LOOKED, toReport } from './to-report.ts';
import { endOf, refuseUnopened } from './unopened.ts';

export interface SandboxLog {
  info(fields: Record<string, unknown>, event: string): void;
  warn(fields: Record<string, unknown>, event: string): void;
}

export interface SandboxOptions {
  readonly limits: Limits;
  /** Warm child processes, each of which opens one file at a time on one core. */
  readonly children: number;
  /** One child more, for a file that comes while the others are at theirs: started when it is needed, ended when another is free again. */
  readonly spare?: boolean;
  /** Read once; children that are started later get the same, until `useRules`. */
  rules(): Promise<readonly RuleText[]>;
  /** Whether reports come with features for trying rules later. */
  readonly wantsFeatures?: boolean;
  /** An operator's own reading models. */
  readonly modelsDir?: string | null;
  readonly engine: Engine;
  readonly preset: Preset;
  readonly log: SandboxLog;
  readonly clock: Clock;
  /** A child did not live to answer; for metrics. */
  onDeath?(end: Exclude<Answer['end'], 'done'>): void;
  /** A child is replaced after so many files: parsers and WASM heaps only grow, and what one file has altered ends with it. */
  readonly filesAChild?: number;
  /** How a child is started; tests give children that misbehave. */
  readonly childCommand?: ChildCommand;
}

export interface FileToInspect {
  readonly bytes: Uint8Array;
  /** As the platform gave it; only a hint. */
  readonly name: Sensitive | null;
}

/** Opens documents where they can do no harm: in child processes that may die at any time. */
export interface Sandbox {
  /**
   * Never rejects for what the document did. Rejects with FaultError SANDBOX_CANNOT_START when children cannot be
   * started, SANDBOX_CLOSED after `close`.
   */
  inspect(file: FileToInspect): Promise<Report>;
  /** Resolves once a child has loaded: which rules and which reader every verdict comes from. */
  ready(): Promise<Ready>;
  /**
   * Tries the set in a child of its own; when that one loads it, every file from then on is opened under it. Rejects
   * with FaultError SANDBOX_CANNOT_START and leaves the set in use as it is when it does not load.
   */
  useRules(rules: readonly RuleText[]): Promise<Ready>;
  close(): Promise<void>;
}

const STARTS_IN_A_ROW = 3;
const FILES_A_CHILD = 500;
/** Share of the wall after which the child finishes by itself and says what it has. */
const OWN_SHARE = 0.85;

export function createSandbox(options: SandboxOptions): Sandbox {
  const { limits, log, clock, filesAChild = FILES_A_CHILD } = options;
  const modelsDir = options.modelsDir == null ? null : resolve(options.modelsDir);
  const how =
    options.childCommand === undefined
      ? isolate(modelsDir === null ? [] : [modelsDir], limits).then((isolation) =>
          childCommand(limits, isolation),
        )
      : Promise.resolve(options.childCommand);
  /** null until they are read, and again when they could not be. */
  let rules: Promise<readonly RuleText[]> | null = null;
  let generation = 0;
  const kept = createKeptMemory(limits.memoryBytes);
  const waiting: Array<(place: Place) => void> = [];
  const closing = new AbortController();

  const newPlace = (keeps: boolean) =>
    createPlace({
      async start() {
        const child = await startInTurns();
        await kept.noteRest(child);
        return child;
      },
      generation: () => generation,
      filesAChild,
      isSpent: (child) => kept.keepsTooMuch(child),
      keeps,
      warn: (...said) => log.warn(...said),
    });
  const lasting = Array.from({ length: Math.max(1, options.children) }, () => newPlace(true));
  const spare = options.spare ? newPlace(false) : null;
  const places = spare === null ? lasting : [...lasting, spare];
  const free = [...places];

  async function startWith(set: readonly RuleText[]): Promise<ChildHandle> {
    const start: StartMessage = {
      type: 'start',
      limits,
      rules: set,
      wantsFeatures: options.wantsFeatures ?? false,
      modelsDir,
      engine: options.engine,
      preset: options.preset,
    };
    return startChild(await how, start, { clock, signal: closing.signal });
  }

  async function rulesInUse(): Promise<readonly RuleText[]> {
    rules ??= options.rules();
    try {
      return await rules;
    } catch (error) {
      rules = null;
      throw new FaultError('SANDBOX_CANNOT_START', messageOf(error), { cause: error });
    }
  }

  async function startInTurns(): Promise<ChildHandle> {
    for (let turn = 1; ; turn += 1) {
      try {
        return await startWith(await rulesInUse());
      } catch (error) {
        if (closing.signal.aborted || turn >= STARTS_IN_A_ROW) throw error;
        log.warn({ turn }, 'sandbox child failed to start');
      }
    }
  }

  async function livingChild(place: Place): Promise<ChildHandle> {
    if (closing.signal.aborted) throw sandboxClosed();
    try {
      return await place.child();
    } catch (error) {
      throw closing.signal.aborted ? sandboxClosed() : error;
    }
  }

  function take(): Promise<Place> {
    const place = free.find((each) => each !== spare) ?? free[0];
    if (place === undefined) return new Promise((resolve) => waiting.push(resolve));
    free.splice(free.indexOf(place), 1);
    return Promise.resolve(place);
  }

  function giveBack(place: Place): void {
    const next = waiting.shift();
    if (next === undefined) free.push(place);
    else next(place);
    if (spare !== null && free.length > 1 && free.includes(spare)) spare.rest();
  }

  async function inspectIn(
    place: Place,
    file: FileToInspect,
  ): Promise<Answer & { elapsedMs: number; ruleset: string }> {
    const child = await livingChild(place);
    const startedMs = clock.nowMs();
    // Not counted up: a child that was taken over must not answer for a file it was not given yet.
    const id = randomInt(2 ** 47);
    const budgetMs = Math.floor(limits.wallMs * OWN_SHARE);
    const answer = await child.inspect({ id, budgetMs, name: file.name?.reveal() ?? null }, file.bytes);
    const elapsedMs = Math.max(0, clock.nowMs() - startedMs);
    if (answer.end !== 'done') {
      options.onDeath?.(answer.end);
      log.warn({ end: answer.end, pid: child.pid, sizeBytes: file.bytes.length }, 'sandbox child replaced');
    }
    await place.served(child, answer.end);
    return { ...answer, elapsedMs, ruleset: child.ready.ruleset };
  }

  return {
    async inspect(file) {
      const facts = (elapsedMs: number) => ({
        sha256: createHash('sha256').update(file.bytes).digest('hex'),
        sizeBytes: file.bytes.length,
        elapsedMs,
      });
      const refused = refuseUnopened(file.bytes, limits);
      if (refused !== null) {
        return toReport({ ...NOTHING_LOOKED, uninspected: [refused] }, new Uint8Array(), facts(0));
      }
      if (closing.signal.aborted) throw sandboxClosed();
      const place = await take();
      try {
        const answer = await inspectIn(place, file);
        const uninspected = [...answer.looked.uninspected, ...endOf(answer, limits)];
        const report = toReport({ ...answer.looked, uninspected }, answer.body, facts(answer.elapsedMs));
        return { ...report, ruleset: answer.ruleset };
      } finally {
        giveBack(place);
      }
    },

    async ready() {
      const [first] = lasting;
      if (first === undefined) throw sandboxClosed();
      return (await livingChild(first)).ready;
    },

    async useRules(set) {
      const tried = await startWith(set);
      rules = Promise.resolve(set);
      generation += 1;
      await tried.kill();
      // Those that are at a file are replaced before their next one.
      for (const place of free) if (place !== spare) void livingChild(place).catch(() => {});
      return tried.ready;
    },

    async close() {
      closing.abort();
      await Promise.all(places.map((place) => place.close()));
    },
  };
}

/** How strong the sandbox is on this machine; for `doctor`. */
export async function describeSandbox(): Promise<{ measures: readonly Measure[] }> {
  const { measures } = await isolate([], DEFAULT_LIMITS);
  return { measures };
}

function isolate(folders: readonly string[], limits: Limits): Promise<Isolation> {
  return findIsolation({
    fromSources: FROM_SOURCES,
    readable: [...programPaths(), ...folders],
    limits,
  });
}

function sandboxClosed(): FaultError {
  return new FaultError('SANDBOX_CLOSED', 'Expected an open sandbox, got one that was closed');
}
