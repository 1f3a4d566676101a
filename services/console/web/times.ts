const STEPS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });

/** "now", "5 min. ago", "2 days ago"; rounded down, because an analyst asks how long at least. */
export function ago(iso: string, nowMs: number): string {
  const pastMs = nowMs - Date.parse(iso);
  for (const { unit, ms } of STEPS) {
    if (pastMs >= ms) return relative.format(-Math.floor(pastMs / ms), unit);
  }
  return pastMs >= 10_000 ? `${Math.floor(pastMs / 1000)} s ago` : 'now';
}

/** Local time of the browser: the clock alone for today, else with the date. */
export function clockTime(iso: string, nowMs: number): string {
  const time = new Date(iso);
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}`;
  return time.toDateString() === new Date(nowMs).toDateString() ? clock : `${dateOf(time)} ${clock}`;
}

/** To the second, for the record. */
export function exactTime(iso: string): string {
  const time = new Date(iso);
  return `${dateOf(time)} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

const two = (value: number): string => String(value).padStart(2, '0');
const dateOf = (time: Date): string =>
  `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
