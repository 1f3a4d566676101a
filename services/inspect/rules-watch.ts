import type { Clock } from '../../shared/clock.ts';
import { ConfigError, FaultError, messageOf } from '../../shared/errors.ts';
import type { Component } from '../../shared/lifecycle.ts';
import type { Logger } from '../../shared/log.ts';
import { hashOf, parseRules, type RuleText } from './match/markings/load-rules.ts';
import type { RulesMetrics } from './rules-metrics.ts';

/**
 * Takes over a catalogue that changes while the service runs. The files are read again every few seconds rather than
 * watched: a mounted ConfigMap changes by a link, network folders tell nobody. A change counts when it is seen twice
 * alike, so that a file half written is not taken for a shorter one. A bad set is refused whole, with file, line and
 * reason in the log, and the set in use stays.
 */
export interface RulesWatchParts {
  read(): Promise<readonly RuleText[]>;
  /** Rejects with FaultError when no child loads the set. */
  use(texts: readonly RuleText[]): Promise<void>;
  /** The version in use at the start, "2026.11+ab12cd34". */
  readonly version: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: RulesMetrics;
  onFatal(error: Error): void;
}

export const LOOK_EVERY_MS = 3_000;

export function createRulesWatch(parts: RulesWatchParts): Component<void> {
  const { clock, log, onFatal } = parts;
  return {
    name: 'rules watch',
    async start() {
      const stopping = new AbortController();
      const look = createRulesLook(parts);
      const looking = (async () => {
        for (;;) {
          await clock.sleep(LOOK_EVERY_MS, stopping.signal);
          if (stopping.signal.aborted) return;
          await look().catch((error: unknown) => {
            // A child that cannot be started just now says nothing of the rules: the next look tries again.
            if (!(error instanceof FaultError)) throw error;
            if (!stopping.signal.aborted) log.warn({ err: error }, 'rules not taken over, tried again later');
          });
        }
      })().catch((error: unknown) => onFatal(error instanceof Error ? error : new Error(String(error))));
      return {
        value: undefined,
        async stop() {
          stopping.abort();
          await looking;
        },
      };
    },
  };
}

/** One look at the files. */
export function createRulesLook({ read, use, version, log, metrics }: RulesWatchParts): () => Promise<void> {
  let inUse = version.slice(version.indexOf('+') + 1);
  let seen = inUse;
  let refused: string | null = null;

  const refuse = (what: string, error: ConfigError): void => {
    refused = what;
    metrics.refused();
    log.error({ inUse, faults: [...error.faults] }, 'changed rules refused: the last good set stays in use');
  };

  return async function look() {
    const texts = await read().catch((error: unknown) =>
      error instanceof ConfigError ? error : new ConfigError([messageOf(error)]),
    );
    const found = texts instanceof ConfigError ? 'unreadable' : hashOf(texts);
    if (found !== seen) {
      seen = found;
      return;
    }
    if (found === inUse) {
      if (refused === null) return;
      refused = null;
      metrics.inUse();
      log.info({ inUse }, 'rules are those in use again');
      return;
    }
    if (found === refused) return;
    if (texts instanceof ConfigError) return refuse(found, texts);
    let parsed: { readonly version: string };
    try {
      parsed = parseRules(texts);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return refuse(found, error);
    }
    await use(texts);
    inUse = found;
    refused = null;
    metrics.taken();
    log.info({ ruleset: parsed.version }, 'changed rules taken over');
  };
}
