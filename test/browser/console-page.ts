import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { CONSOLE_HEADER } from '../../services/console/contract.ts';
import { createConsole } from '../../services/console/service.ts';
import { createPglite } from '../../shared/db/pglite.ts';
import { ANALYST_KEY, clearTables, consoleOptions, fakeBlobs, REVIEWER_KEY } from './console-api.ts';
import { fillNight } from './sample-night.ts';

const WEB_ROOT = fileURLToPath(new URL('../../dist/web', import.meta.url));
const LAUNCH_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Test support reads the environment: `CHROMIUM_PATH`, else where Debian puts it. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    headless: true,
    args: LAUNCH_ARGS,
  });
}

/** A console on a free port; `reset` puts the sample night behind it anew. */
export async function startConsoleWithNight() {
  const db = await createPglite({ folder: null });
  await db.migrate();
  const blobs = fakeBlobs();
  const { value, stop } = await createConsole({
    ...consoleOptions(db, { blobs, webRoot: WEB_ROOT }),
    host: '127.0.0.1',
    port: 0,
  }).start();
  const cookies = {
    analyst: await cookieOf(value.url, ANALYST_KEY),
    reviewer: await cookieOf(value.url, REVIEWER_KEY),
  };
  return {
    url: value.url,
    db,
    /** One sign-in a role for all tests: the console refuses more than a few a minute. */
    cookies,
    async reset() {
      await clearTables(db);
      await fillNight(db, blobs, Date.now());
    },
    async stop() {
      await stop();
      await db.close();
    },
  };
}

async function cookieOf(url: string, key: string): Promise<{ name: string; value: string; url: string }> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { [CONSOLE_HEADER]: '1', 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  });
  const [name = '', value = ''] = (answer.headers.get('set-cookie') ?? '').split(';')[0]?.split('=') ?? [];
  if (!answer.ok || value === '') throw new Error(`expected a session, got ${answer.status}`);
  return { name, value, url };
}

/** What no page may do: write an error to the console, throw, break its own policy, or ask anybody else for anything. */
export function watchForTrouble(page: Page, origin: string): { expectNone(): void } {
  const trouble: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      trouble.push(`${message.type()}: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => trouble.push(`thrown: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:')) trouble.push(`foreign request: ${url}`);
  });
  return {
    expectNone: () => expect(trouble).toEqual([]),
  };
}
