import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Clock } from '../shared/clock.ts';
import { FaultError } from '../shared/errors.ts';

/** Where an OAuth token comes from: asked at every login and renewal of a connection. */
export type TokenSource = () => Promise<string>;

/** A file that the platform keeps fresh, as Kubernetes does with projected service-account tokens. */
export function tokenFromFile(path: string): TokenSource {
  return async () => (await readFile(path, 'utf8')).trim();
}

export interface ClientCredentials {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string | undefined;
}

const answerSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().default(300),
});
const TIMEOUT_MS = 10_000;
/** Renewed well before it runs out, so that an issuer that is away for a moment is not noticed. */
const RENEW_AT = 0.8;

/** OAuth 2.0 client credentials (RFC 6749 §4.4). While the issuer is away the last token serves as long as it lasts. */
export function tokenFromIssuer(credentials: ClientCredentials, clock: Clock): TokenSource {
  let last: { readonly token: string; readonly renewAtMs: number; readonly endsAtMs: number } | null = null;

  async function ask(): Promise<string> {
    const { url, clientId, clientSecret, scope } = credentials;
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString(
      'base64',
    );
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        ...(scope === undefined ? {} : { scope }),
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { access_token, expires_in } = answerSchema.parse(await response.json());
    const nowMs = clock.nowMs();
    last = {
      token: access_token,
      renewAtMs: nowMs + expires_in * 1000 * RENEW_AT,
      endsAtMs: nowMs + expires_in * 1000,
    };
    return access_token;
  }

  return async () => {
    if (last !== null && clock.nowMs() < last.renewAtMs) return last.token;
    try {
      return await ask();
    } catch (error) {
      if (last !== null && clock.nowMs() < last.endsAtMs) return last.token;
      throw new FaultError(
        'TOKEN_UNAVAILABLE',
        `Expected a token from ${new URL(credentials.url).host}, got none`,
        {
          cause: error,
        },
      );
    }
  };
}
