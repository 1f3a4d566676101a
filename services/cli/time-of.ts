import { ConfigError } from '../../shared/errors.ts';

const UNITS = { h: 3600_000, d: 24 * 3600_000, w: 7 * 24 * 3600_000 } as const;

/** A time as the command line gives it: "12h", "30d", "4w" ago, or ISO. @throws ConfigError naming the option. */
export function timeOf(option: string, text: string, nowMs: number): Date {
  const [, count, unit] = /^(\d{1,4})([hdw])$/.exec(text) ?? [];
  const ms =
    count === undefined ? Date.parse(text) : nowMs - Number(count) * UNITS[unit as keyof typeof UNITS];
  if (Number.isNaN(ms))
    throw new ConfigError([`Expected ${option} to be like 12h, 30d, 4w or an ISO time, got "${text}"`]);
  return new Date(ms);
}
