import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { User } from './users.ts';

/** One shift. After it the analyst signs in again. */
export const SESSION_MS = 12 * 60 * 60 * 1000;

const payloadSchema = z.tuple([z.string(), z.number()]);

/**
 * A session is a signed name and end, kept by the browser: replicas share nothing but the secret. The signature covers the
 * user's key hash too, so that taking a user out of the configuration, or changing the key, ends the sessions.
 */
export function createSessionTokens({ secret, users }: { secret: string; users: readonly User[] }) {
  const sign = (payload: string, user: User) =>
    createHmac('sha256', secret).update(`${payload}.${user.keySha256}`).digest();

  return {
    issue(user: User, nowMs: number): string {
      const payload = Buffer.from(JSON.stringify([user.name, nowMs + SESSION_MS])).toString('base64url');
      return `${payload}.${sign(payload, user).toString('base64url')}`;
    },
    /** null for anything but a session that we signed, that has not ended, of a user who is still configured. */
    read(token: string, nowMs: number): { readonly user: User; readonly expiresAtMs: number } | null {
      const [payload, signature, ...rest] = token.split('.');
      if (payload === undefined || signature === undefined || rest.length > 0) return null;
      const content = parse(payload);
      if (content === null || content[1] <= nowMs) return null;
      const user = users.find((candidate) => candidate.name === content[0]);
      if (user === undefined) return null;
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(payload, user);
      return given.length === expected.length && timingSafeEqual(given, expected)
        ? { user, expiresAtMs: content[1] }
        : null;
    },
  };
}
export type SessionTokens = ReturnType<typeof createSessionTokens>;

function parse(payload: string): [string, number] | null {
  try {
    return payloadSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  } catch {
    // A token is bytes from outside: whatever does not parse is not a session, and the caller answers 401.
    return null;
  }
}
