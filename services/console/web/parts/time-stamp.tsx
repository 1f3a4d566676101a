import { ago, clockTime, exactTime } from '../times.ts';
import { useNow } from './now.ts';

/** "5 min. ago · 23:41", with the exact local and UTC time on hover. */
export function TimeStamp({ at, stacked = false }: { readonly at: string; readonly stacked?: boolean }) {
  const nowMs = useNow();
  return (
    <time
      className={stacked ? 'time time-stacked' : 'time'}
      dateTime={at}
      title={`${exactTime(at)} here, ${at} UTC`}
    >
      <span>{ago(at, nowMs)}</span> <span className="time-clock">{clockTime(at, nowMs)}</span>
    </time>
  );
}
