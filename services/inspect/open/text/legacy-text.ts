import { decodeText } from './decode-text.ts';

/** Text of an old file that does not say its code page: up to the first zero; UTF-8 if it is, else the likeliest. */
export function legacyText(bytes: Uint8Array): string {
  const zero = bytes.indexOf(0);
  const whole = zero < 0 ? bytes : bytes.subarray(0, zero);
  // Few bytes are no sample to guess from: what is not UTF-8 is then Western.
  const guessed = whole.length >= 24 ? decodeText(whole) : null;
  if (guessed !== null) return guessed.text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(whole);
  } catch {
    return new TextDecoder('windows-1252').decode(whole);
  }
}
