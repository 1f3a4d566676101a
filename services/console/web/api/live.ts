import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { changesSchema } from '../../contract.ts';
import { patchRows } from './list-cache.ts';
import { KEYS } from './queries.ts';

export type Line =
  | { readonly state: 'connecting' | 'live' }
  | { readonly state: 'lost'; readonly sinceMs: number };

/** Twice the server's heartbeat and a little: after that the line is dead even if nobody said so. */
const SILENCE_MS = 35_000;

/** Follows the event stream while somebody is signed in, and tells the query cache what to read again. */
export function useLive(): Line {
  const client = useQueryClient();
  const [line, setLine] = useState<Line>({ state: 'connecting' });

  useEffect(() => {
    let lost = false;
    let watchdog: number | undefined;
    let source: EventSource;

    const lose = () => {
      if (!lost) setLine({ state: 'lost', sinceMs: Date.now() });
      lost = true;
    };
    const heard = () => {
      window.clearTimeout(watchdog);
      watchdog = window.setTimeout(() => {
        lose();
        source.close();
        open();
      }, SILENCE_MS);
      if (lost) void client.invalidateQueries();
      lost = false;
      setLine({ state: 'live' });
    };
    const open = () => {
      source = new EventSource('/api/events');
      source.addEventListener('beat', heard);
      source.addEventListener('incidents', (event) => {
        heard();
        const message = changesSchema.parse(JSON.parse(event.data));
        if (message.type === 'resync') return void client.invalidateQueries();
        patchRows(client, new Map(message.changes.map((change) => [change.id, { status: change.status }])));
        void client.invalidateQueries({ queryKey: KEYS.lists });
        void client.invalidateQueries({ queryKey: KEYS.overview });
        for (const { id } of message.changes) void client.invalidateQueries({ queryKey: KEYS.incident(id) });
      });
      source.addEventListener('error', () => {
        lose();
        if (source.readyState !== EventSource.CLOSED) return;
        // Closed for good: signed out, or the console is away. The session query tells which; the watchdog tries again.
        void client.invalidateQueries({ queryKey: KEYS.session });
        window.clearTimeout(watchdog);
        watchdog = window.setTimeout(open, 5_000);
      });
    };
    // A stream that stood before the network went may stay silent without an error.
    const offline = () => {
      lose();
      window.clearTimeout(watchdog);
      source.close();
    };
    const online = () => {
      source.close();
      open();
    };
    window.addEventListener('offline', offline);
    window.addEventListener('online', online);
    open();
    return () => {
      window.removeEventListener('offline', offline);
      window.removeEventListener('online', online);
      window.clearTimeout(watchdog);
      source.close();
    };
  }, [client]);

  return line;
}
