import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { REVIEWER_KEY } from './console-api.ts';
import { launchChromium, startConsoleWithNight, watchForTrouble } from './console-page.ts';
import { textBelowAA } from './contrast.ts';
import { inboxPage } from './inbox.page.ts';
import { addIncident, sampleId } from './sample-incidents.ts';
import { NEWEST } from './sample-night.ts';

let browser: Browser;
let night: Awaited<ReturnType<typeof startConsoleWithNight>>;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchChromium();
  night = await startConsoleWithNight();
});
afterAll(async () => {
  await browser.close();
  await night.stop();
});
beforeEach(() => night.reset());
afterEach(() => context.close());

async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<{
  page: Page;
  inbox: ReturnType<typeof inboxPage>;
  trouble: ReturnType<typeof watchForTrouble>;
}> {
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  return { page, inbox: inboxPage(page, night.url), trouble: watchForTrouble(page, night.url) };
}

async function enterAs(role: 'analyst' | 'reviewer', inbox: ReturnType<typeof inboxPage>): Promise<void> {
  await context.addCookies([night.cookies[role]]);
  await inbox.enter();
}

const newest = sampleId(NEWEST);
const actionsOf = async (id: string) =>
  (
    await night.db.sql
      .selectFrom('audit')
      .select(['actor', 'action'])
      .where('incident_id', '=', id)
      .orderBy('id')
      .execute()
  ).map((row) => `${row.actor} ${row.action}`);

test('a reviewer opens, reveals, acknowledges and closes an incident without a mouse', async () => {
  const { page, inbox, trouble } = await open();
  await inbox.enterByLink(REVIEWER_KEY);
  expect(page.url()).not.toContain('key');

  await inbox.press('j');
  expect(await inbox.focused()).toBe(newest);
  await inbox.press('j', 'k', 'Enter');
  await inbox.detail.getByRole('heading', { name: 'TOP SECRET' }).waitFor();
  expect(await inbox.detail.textContent()).not.toContain('HARBOUR');
  expect(await actionsOf(newest)).toEqual([]);

  await inbox.press('r');
  await inbox.evidence.getByText('TOP SECRET//HARBOUR//NOFORN').first().waitFor();
  await inbox.evidence.getByText(/Revealed by tomas, \d{4}-/).waitFor();
  expect(await actionsOf(newest)).toEqual(['tomas evidence.view']);

  await inbox.press('a');
  await inbox.row(newest).getByText('Acknowledged').waitFor();

  await inbox.press('c');
  await inbox.dialog.getByLabel('Contained').waitFor();
  await inbox.press('ArrowDown', 'ArrowDown');
  expect(await inbox.dialog.getByLabel('Not a marking').isChecked()).toBe(true);
  await inbox.press('Control+Enter');
  await inbox.dialog.getByText('This reason needs a comment.').waitFor();
  await inbox.press('Tab');
  await page.keyboard.type('a board game');
  await inbox.press('Control+Enter');
  await inbox.dialog.waitFor({ state: 'detached' });
  await inbox.row(newest).getByText('Closed').waitFor();
  expect(await actionsOf(newest)).toEqual([
    'tomas evidence.view',
    'tomas incident.acknowledge',
    'tomas incident.close',
  ]);

  await inbox.press('Escape');
  await inbox.detail.waitFor({ state: 'detached' });
  trouble.expectNone();
});

test('a new incident waits above the list, which does not move, until it is asked for', async () => {
  const { inbox, trouble } = await open();
  await enterAs('analyst', inbox);
  const before = await inbox.order();
  await inbox.press('j', 'j');
  const held = await inbox.focused();

  const id = await addIncident(night.db, {
    name: 'arrives live',
    level: 'COSMIC TOP SECRET',
    rank: 4,
    seenAtMs: Date.now(),
  });
  await inbox.arrivals.waitFor();
  expect(await inbox.order()).toEqual(before);
  expect(await inbox.focused()).toBe(held);

  await inbox.press('n');
  await inbox.row(id).getByText('New', { exact: true }).waitFor();
  expect(await inbox.order()).toEqual([id, ...before]);
  trouble.expectNone();
});

test('a step that somebody else takes shows where the row stands', async () => {
  const { inbox, trouble } = await open();
  await enterAs('analyst', inbox);
  const before = await inbox.order();
  await night.db.sql
    .updateTable('incidents')
    .set({ status: 'closed', close_reason: 'contained', updated_at: new Date() })
    .where('id', '=', newest)
    .execute();
  await inbox.row(newest).getByText('Closed').waitFor();
  expect(await inbox.order()).toEqual(before);
  trouble.expectNone();
});

test('an analyst sees masked lines and no way to more', async () => {
  const { page, inbox, trouble } = await open();
  await enterAs('analyst', inbox);
  await inbox.openFirst();
  await inbox.evidence.getByText('Only reviewers can reveal it.').waitFor();
  await inbox.press('r', '?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  expect(await page.getByRole('link', { name: 'Register' }).count()).toBe(0);
  expect(await actionsOf(newest)).toEqual([]);
  trouble.expectNone();
});

test('filters while typing, keeps the filter in the address, and closes a selection of many', async () => {
  const { page, inbox, trouble } = await open();
  await enterAs('analyst', inbox);
  await inbox.press('/');
  await page.keyboard.type('NATO');
  await expect.poll(() => inbox.order()).toHaveLength(1);
  expect(page.url()).toContain('q=NATO');
  await page.reload();
  await inbox.rows.first().waitFor();
  expect(await inbox.filter.inputValue()).toBe('NATO');

  await inbox.filter.fill('');
  await expect.poll(() => inbox.order()).toHaveLength(4);
  await inbox.press('Enter', 'j', 'x', 'j', 'x');
  await page.getByText('2 incidents selected').waitFor();
  await inbox.press('c');
  await inbox.dialog.getByLabel('Contained').check();
  await inbox.dialog.getByRole('button', { name: 'Close 2 incidents' }).click();
  await page.getByText('Closed: 2').waitFor();
  const closed = await night.db.sql
    .selectFrom('incidents')
    .select('id')
    .where('close_reason', '=', 'contained')
    .execute();
  expect(closed).toHaveLength(2);
  trouble.expectNone();
});

test('says so when the console does not answer any more', async () => {
  const { page, inbox } = await open();
  await enterAs('analyst', inbox);
  await context.setOffline(true);
  await page.getByRole('alert').getByText('No connection to the console').waitFor();
  await context.setOffline(false);
  await page.getByRole('alert').getByText('No connection to the console').waitFor({ state: 'detached' });
});

test('a sign-out that did not reach the console does not look like one', async () => {
  const { page, inbox } = await open();
  await enterAs('analyst', inbox);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('Still signed in').waitFor();
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Access key').waitFor();
});

test('registers a document by its digest; the file stays in the browser', async () => {
  const { page, inbox, trouble } = await open();
  await enterAs('reviewer', inbox);
  await page.getByRole('link', { name: 'Register' }).click();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('harbour plan seven') });
  await page.getByLabel('Name').fill('Harbour plan 7');
  await page.getByLabel('Owner').fill('plans office');
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await page.getByText(/Registered: Harbour plan 7/).waitFor();
  const body = sent.find((data) => data.includes('sha256')) ?? '';
  expect(JSON.parse(body)).toMatchObject({
    rank: 3,
    sizeBytes: 18,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(sent.join()).not.toContain('harbour plan seven');
  trouble.expectNone();
});

test('the check of contrast below finds a grey that is too weak', async () => {
  const { page, inbox } = await open();
  await enterAs('analyst', inbox);
  await page.evaluate(() => document.documentElement.style.setProperty('--ink-2', '#98a2ac'));
  expect((await textBelowAA(page)).join()).toContain('Posted to');
});

describe.each([
  ['light', 1440],
  ['light', 390],
  ['dark', 1440],
  ['dark', 390],
] as const)('in %s at %i px', (colorScheme, width) => {
  test('all text has the contrast of WCAG AA, and nothing is cut off at the side', async () => {
    const { page, inbox, trouble } = await open({ colorScheme, viewport: { width, height: 844 } });
    const check = async (where: string) => {
      expect([where, await textBelowAA(page)]).toEqual([where, []]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect([where, overflow]).toEqual([where, 0]);
    };
    await page.goto(night.url);
    await page.getByLabel('Access key').first().waitFor();
    await check('sign-in');
    await enterAs('reviewer', inbox);
    await check('list');
    await inbox.openFirst();
    await inbox.press('r');
    await inbox.evidence.getByText(/Revealed by/).waitFor();
    await check('incident');
    await inbox.press('c');
    await inbox.dialog.getByLabel('Contained').waitFor();
    await check('dialog');
    await page.goto(`${night.url}/not-inspected?status=all`);
    await inbox.rows.first().waitFor();
    await check('not inspected');
    await page.goto(`${night.url}/register`);
    await page.getByLabel('Owner').waitFor();
    await check('register');
    trouble.expectNone();
  });
});
