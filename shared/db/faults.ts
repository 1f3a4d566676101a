import { FaultError, messageOf } from '../errors.ts';

/** Node's codes for a server that cannot be reached, or that hung up. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

/**
 * SQLSTATE classes that say "not now" or "not you" rather than "this statement is wrong" (PostgreSQL manual, appendix A):
 * 08 connection, 28 authorisation, 3D no such database, 53 out of resources, 57P server is stopping, 58 system error, XX internal.
 */
const NOT_ANSWERING = /^(08|28|3D|53|57P|58|XX)/;
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** node-postgres reports some of its time-outs and lost connections only as text. */
const LOST =
  /connection terminated|connection timeout|timeout exceeded|not queryable|read timeout|client was closed/i;

/** What the database's client threw, as we throw it on: a fault of the world becomes `FaultError`, the rest stays as it is. */
export function classifyDatabaseError(error: unknown): unknown {
  const code = codeOf(error);
  const isFault =
    code !== null && (SQLSTATE.test(code) ? NOT_ANSWERING.test(code) : UNREACHABLE.has(code))
      ? true
      : LOST.test(messageOf(error));
  return isFault ? databaseUnavailable(error) : error;
}

export function databaseUnavailable(cause: unknown): FaultError {
  const code = codeOf(cause);
  return new FaultError(
    'DB_UNAVAILABLE',
    `Expected the database to answer, got ${code ?? messageOf(cause)}`,
    { cause, facts: { code } },
  );
}

export function isSqlError(error: unknown): boolean {
  const code = codeOf(error);
  return code !== null && SQLSTATE.test(code);
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
