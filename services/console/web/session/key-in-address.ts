import { type Session, sessionSchema } from '../../contract.ts';
import { call } from '../api/client.ts';

/**
 * Takes the key of a link `…/#key=…` out of the address bar and the history before anything else happens. The part after
 * `#` is never sent to a server, so no access log holds it.
 */
export function takeKeyFromAddress(): string | null {
  const match = /^#key=(.+)$/.exec(window.location.hash);
  if (match?.[1] === undefined) return null;
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
  return decodeURIComponent(match[1]);
}

export const signInWith = (key: string): Promise<Session> =>
  call('/api/session', sessionSchema, { method: 'POST', body: { key } });
