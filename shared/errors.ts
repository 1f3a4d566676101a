/**
 * Faults are classified where the outside world is touched, by the adapter that touched it.
 * Problems of the data are outcomes, not errors: see `shared/pipeline/outcome.ts`.
 */

/** Facts that may be logged: ids, hashes, counts, limits. Never content. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

abstract class SpillwayError extends Error {
  readonly code: string;
  readonly facts: Facts;

  constructor(code: string, message: string, options: { cause?: unknown; facts?: Facts } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.facts = options.facts ?? {};
  }
}

/** The document's fault: it is damaged, encrypted, too large, hostile. Ends as `uninspected`. */
export class ContentError extends SpillwayError {}

/** Our fault or our neighbours': a broker, database or blob store that does not answer. Retried, then consumption stops. */
export class FaultError extends SpillwayError {}

/** What was asked for is not there. Whether that is bad data or a fault is for the caller to say. */
export class NotFoundError extends SpillwayError {}

/** Wrong configuration or usage: every fault found, one a line. The process exits with 3. */
export class ConfigError extends SpillwayError {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      'CONFIG_INVALID',
      `Configuration is not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
    this.faults = faults;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
