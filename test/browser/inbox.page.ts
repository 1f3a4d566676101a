import type { Page } from 'playwright-core';

/** What an analyst sees and does on the console, in the analyst's words. */
export function inboxPage(page: Page, url: string) {
  const rows = page.locator('a[data-incident]');
  return {
    rows,
    arrivals: page.getByRole('button', { name: /new incident/ }),
    detail: page.getByLabel('Incident', { exact: true }),
    evidence: page.getByRole('region', { name: 'Evidence' }),
    dialog: page.getByRole('dialog'),
    filter: page.getByLabel('Filter by level, channel or message id'),

    /** Through the link that the start of the embedded console prints. */
    async enterByLink(key: string) {
      await page.goto(`${url}/#key=${key}`);
      await rows.first().waitFor();
    },
    /** With the session that the context has. */
    async enter() {
      await page.goto(url);
      await rows.first().waitFor();
    },
    /** Opens what has focus after `j`, and waits until it is there. */
    async openFirst() {
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'Evidence' }).waitFor();
    },
    /** Ids from top to bottom. */
    order: () => rows.evaluateAll((links) => links.map((link) => link.getAttribute('data-incident'))),
    row: (id: string) => page.locator('.row').filter({ has: page.locator(`[data-incident="${id}"]`) }),
    focused: () => page.evaluate(() => document.activeElement?.getAttribute('data-incident') ?? null),
    async press(...keys: string[]) {
      for (const key of keys) await page.keyboard.press(key);
    },
  };
}
