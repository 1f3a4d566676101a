import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { rulesFolders } from '../paths.ts';
import { testRules } from './rules-test.ts';

let own = '';
let said = '';

beforeEach(async () => {
  own = await mkdtemp(join(tmpdir(), 'rules-test-'));
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(own, { recursive: true });
});

it("holds the file that the catalogue's own page begins with to its examples", async () => {
  const page = await readFile(join(rulesFolders(undefined)[0] ?? '', 'README.md'), 'utf8');
  await writeFile(join(own, 'own.yaml'), page.split('```yaml\n')[1]?.split('```')[0] ?? '');
  expect(await testRules(rulesFolders(undefined), [own])).toBe(0);
  expect(said).toContain(`${join(own, 'own.yaml')}: 2 examples`);
  // The folder may be the one in use already.
  expect(await testRules(rulesFolders(own), [own])).toBe(0);
});

it('refuses a folder without rules, which would pass in silence', async () => {
  await expect(testRules(rulesFolders(undefined), [own])).rejects.toMatchObject({
    faults: [`Expected at least one *.yaml in ${own}, found none`],
  });
});
