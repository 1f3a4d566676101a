import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

export interface LogOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly service: string;
  readonly destination?: DestinationStream;
}

/**
 * One event in the past tense, then fields: ids, hashes, counts. Never content: what may hold content is `Sensitive`
 * and prints its length and hash. Errors print code, message and stack; `facts` of ours are ids and counts by type.
 */
export function createLog({ level, service, destination }: LogOptions): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
