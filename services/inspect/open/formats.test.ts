import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { formats } from './formats.ts';

it('docs/formats.md has a row for every opener, in their order', async () => {
  const page = await readFile(new URL('../../../docs/formats.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, id]) => id);
  expect(rows).toEqual(formats.map(({ id }) => id));
});

it('a media type belongs to one opener', () => {
  const types = formats.flatMap(({ mediaTypes }) => mediaTypes);
  expect(types).toEqual([...new Set(types)]);
});
