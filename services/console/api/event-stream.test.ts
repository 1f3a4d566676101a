import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../shared/clock.ts';
import type { Db } from '../../../shared/db/db.ts';
import { createPglite } from '../../../shared/db/pglite.ts';
import { ANALYST_KEY, type ApiClient, signIn, startApi } from '../../../test/browser/console-api.ts';
import { addIncident } from '../../../test/browser/sample-incidents.ts';

let db: Db;
let app: Awaited<ReturnType<typeof startApi>>;
let analyst: ApiClient;
let url: string;

beforeAll(async () => {
  db = await createPglite({ folder: null });
  await db.migrate();
  app = await startApi(db);
  analyst = await signIn(app, ANALYST_KEY);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => db.close());

async function readUntil(body: ReadableStream<Uint8Array>, wanted: string): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes(wanted)) return text;
  }
  throw new Error(`expected ${wanted} before the stream ended, got ${text}`);
}

test('streams an incident as its row appears, resumes after a break, and ends when the console stops', async () => {
  const first = await fetch(`${url}/api/events`, { headers: { cookie: analyst.cookie } });
  expect(first.headers.get('content-type')).toContain('text/event-stream');
  expect(first.headers.get('cache-control')).toBe('no-store');
  if (first.body === null) throw new Error('expected a stream');
  const live = readUntil(first.body, 'event: incidents');
  const id = await addIncident(db, { name: 'live', seenAtMs: systemClock.nowMs() });
  const text = await live;
  expect(text).toContain(id);
  expect(text).toContain('event: beat');

  const missed = await addIncident(db, { name: 'missed', seenAtMs: systemClock.nowMs() });
  const eventId = /id: (\d+)/.exec(text)?.[1] ?? 'no id';
  const again = await fetch(`${url}/api/events`, {
    headers: { cookie: analyst.cookie, 'last-event-id': eventId },
  });
  if (again.body === null) throw new Error('expected a stream');
  expect(await readUntil(again.body, missed)).toContain(missed);

  const last = await fetch(`${url}/api/events`, { headers: { cookie: analyst.cookie } });
  const ended = last.text();
  await app.close();
  expect(await ended).toContain('retry:');
});
