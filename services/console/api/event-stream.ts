import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../../shared/clock.ts';
import type { Change, ChangeFeed } from './change-feed.ts';
import type { Guard } from './guard.ts';

/** Proxies close connections that stay silent for a minute; the page takes twice this without a beat for a dead line. */
const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 2_000;

/**
 * `GET /api/events`: server-sent events. `incidents` carries a `Changes` message, `beat` keeps the line and says that it lives.
 * A page that reconnects sends `Last-Event-ID` and gets what it missed. The stream ends with the session.
 */
export function eventStream(
  app: FastifyInstance,
  { feed, clock, guard }: { readonly feed: ChangeFeed; readonly clock: Clock; readonly guard: Guard },
): { stop(): void } {
  const open = new Set<() => void>();

  app.get('/api/events', (request, reply) => {
    const endsAtMs = Date.parse(guard.session(request).expiresAt);
    reply.hijack();
    const stream = reply.raw;
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) stream.setHeader(name, value);
    }
    stream.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      // So that the socket goes with the stream, and stopping need not wait for it to be found idle.
      connection: 'close',
    });
    stream.write(`retry: ${RECONNECT_MS}\n\n`);

    const abort = new AbortController();
    const send = ({ cursor, message }: Change) =>
      stream.write(`id: ${cursor}\nevent: incidents\ndata: ${JSON.stringify(message)}\n\n`);
    const unlisten = feed.listen(cursorOf(request.headers['last-event-id']), send);
    const close = () => {
      open.delete(close);
      abort.abort();
      unlisten();
      stream.end();
    };
    open.add(close);
    request.raw.once('close', close);
    const beat = () => {
      if (clock.nowMs() >= endsAtMs) return close();
      stream.write(`event: beat\ndata: ${clock.nowMs()}\n\n`);
    };
    void repeat(beat, clock, abort.signal);
  });

  return {
    stop: () => {
      for (const close of [...open]) close();
    },
  };
}

async function repeat(act: () => void, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    act();
    await clock.sleep(HEARTBEAT_MS, signal);
  }
}

/** null for a new page and for anything that is not one of our ids. */
function cursorOf(header: string | string[] | undefined): number | null {
  const text = Array.isArray(header) ? header[0] : header;
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
