import type { LevelRule, Reading } from '../mark.ts';

/** Caveats that one state alone writes, whatever grammar read the line. */
const OWNERS: ReadonlyArray<readonly [caveat: RegExp, regime: string]> = [
  [/CANADIAN EYES ONLY|RESERVE AUX CANADIENS|^CEO$|^CAN(?:\/[A-Z]{2,3}){0,4} EYES ONLY|CAN EYES ONLY/, 'ca'],
  [/^AUSTEO$|^AGAO$|^SH:/, 'au'],
  [/^(?:UK|GBR)(?:\/US)? EYES ONLY|^UK ONLY|^STRAP/, 'uk'],
  [/^NZEO$|NEW ZEALAND EYES ONLY/, 'nz'],
];

/** `SECRET//SI//CAN/US EYES ONLY` is read by the US grammar and is a Canadian mark. */
export function ownedByCaveat(reading: Reading, all: readonly LevelRule[]): Reading {
  const { controls } = reading.details;
  if (!Array.isArray(controls)) return reading;
  for (const [caveat, regime] of OWNERS) {
    if (regime === reading.rule.regime) continue;
    if (!controls.some((control) => typeof control === 'string' && caveat.test(control))) continue;
    const rule = all.find((one) => one.regime === regime && one.level === reading.rule.level);
    if (rule) return { ...reading, rule };
  }
  return reading;
}
