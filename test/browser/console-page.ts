import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { createConsole } from '../../services/console/service.ts';
import type { Db } from '../../shared/db/db.ts';
import { createPglite } from '../../shared/db/pglite.ts';
import { consoleOptions, fakeBlobs } from './console-api.ts';
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

/** A console with a sample night behind it, on a free port. */
export async function startConsoleWithNight(): Promise<{ url: string; db: Db; stop(): Promise<void> }> {
  const db = await createPglite({ folder: null });
  await db.migrate();
  const blobs = fakeBlobs();
  await fillNight(db, blobs, Date.now());
  const { value, stop } = await createConsole({
    ...consoleOptions(db, { blobs, webRoot: WEB_ROOT }),
    host: '127.0.0.1',
    port: 0,
  }).start();
  return {
    url: value.url,
    db,
    async stop() {
      await stop();
      await db.close();
    },
  };
}

/** What no page may do: write an error to the console, throw, break its own policy, or ask anybody else for anything. */
export function watchForTrouble(
  page: Page,
  origin: string,
): { expectNone(): void; allow(pattern: RegExp): void } {
  const trouble: string[] = [];
  const allowed: RegExp[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      trouble.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => trouble.push(`thrown: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:')) trouble.push(`foreign request: ${url}`);
  });
  return {
    allow: (pattern) => allowed.push(pattern),
    expectNone: () =>
      expect(trouble.filter((line) => !allowed.some((pattern) => pattern.test(line)))).toEqual([]),
  };
}
