import { expect, it } from 'vitest';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';
import { withEntities } from './xml-entities.ts';

const xml = (declarations: string, body: string) =>
  `<?xml version="1.0"?><!DOCTYPE x [${declarations}]><x>${body}</x>`;

it('reads what entities of the document stand for, also in pieces', async () => {
  const text = xml('<!ENTITY a "SEC"><!ENTITY b "&a;RET"><!ENTITY c \'//NOFORN\'>', '&b;&c;');
  expect((await piecesOf(Buffer.from(text))).texts).toContain('body: SECRET//NOFORN');
});

it('fetches no external entity and leaves unknown ones as they are', () => {
  const text = xml('<!ENTITY a SYSTEM "file:///etc/passwd">', '&a; &b; &amp;');
  expect(withEntities(text)).toBe(text);
});

it('says that it is a bomb when they grow without end, or are each other', async () => {
  const levels = Array.from({ length: 20 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`);
  const bomb = xml(`<!ENTITY e0 "xxxxxxxxxx">${levels.join('')}`, '&e20;');
  expect((await piecesOf(Buffer.from(bomb))).uninspected).toMatchObject([{ reason: 'too-compressed' }]);
  expect(() => withEntities(xml('<!ENTITY a "&b;"><!ENTITY b "&a;">', '&a;'))).toThrow(/got more/);
});
