import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../shared/clock.ts';
import type { IntakeKeys } from '../keys.ts';
import { type Refused, refused } from '../refusal.ts';

/** Signatures older or newer than this are refused, so that a captured request cannot be sent again later. */
const MAX_SKEW_MS = 5 * 60_000;

/**
 * `spillway-signature: t=<unix seconds>,v1=<hex HMAC-SHA-256(secret, t + "." + raw body)>`.
 * The same answer for an unknown source and a wrong signature: which sources exist is nobody's business.
 */
export function createVerifySignature(keys: IntakeKeys, clock: Clock) {
  return function verifySignature(
    source: string | undefined,
    header: string | undefined,
    body: Uint8Array,
  ): Refused | null {
    if (source === undefined)
      return refused(401, 'SIGNATURE_MISSING', 'spillway-source', 'a source id', 'no header');
    const fields = new Map(
      (header ?? '').split(',').map((pair) => pair.trim().split('=', 2) as [string, string]),
    );
    const seconds = Number(fields.get('t'));
    const given = Buffer.from(fields.get('v1') ?? '', 'hex');
    if (header === undefined || !Number.isSafeInteger(seconds) || given.length !== 32) {
      const got = header === undefined ? 'no header' : 'another form';
      return refused(
        401,
        'SIGNATURE_MISSING',
        'spillway-signature',
        't=<unix seconds>,v1=<64 hexadecimal digits>',
        got,
      );
    }
    const skewMs = Math.abs(clock.nowMs() - seconds * 1000);
    if (skewMs > MAX_SKEW_MS) {
      const got = `one ${Math.round(skewMs / 1000)} s away from our clock`;
      return refused(401, 'SIGNATURE_EXPIRED', 'spillway-signature.t', 'a time within 300 s of now', got);
    }
    const secret = Object.hasOwn(keys, source) ? keys[source]?.secret : undefined;
    const expected = createHmac('sha256', secret ?? 'no such source')
      .update(`${seconds}.`)
      .update(body)
      .digest();
    if (timingSafeEqual(expected, given) && secret !== undefined) return null;
    return refused(
      401,
      'SIGNATURE_WRONG',
      'spillway-signature.v1',
      'the HMAC of this body under this source’s secret',
      'another value',
    );
  };
}
