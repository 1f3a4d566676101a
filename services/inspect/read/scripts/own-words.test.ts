import { expect, it } from 'vitest';
import { isPlainlyOwn, readsAsCyrillic } from './own-words.ts';

const read = (text: string, confidence = 0.95) => ({ text, confidence });

it.each([
  'The harbour office will move the pump',
  'Prepared by Survey',
  '备用水泵配件与平面图',
  'La bibliothèque confirme',
  '13:00',
  '1 204,50',
])('%j is Latin or Han', (text) => {
  expect(isPlainlyOwn(read(text))).toBe(true);
});

it.each([
  'CEKPETHO',
  'SECRET//NOFORN',
  'CeKpeTHO ynpaBneHue nopra',
  '3anacHble Hacocbi',
  'lRoh 1A',
  'HB-538/4',
  '11',
])('%j proves nothing', (text) => {
  expect(isPlainlyOwn(read(text))).toBe(false);
});

it('trusts no unsure read', () => {
  expect(isPlainlyOwn(read('The harbour office will move', 0.6))).toBe(false);
});

it.each([
  'CoBepWeHHO ceKpeTHO',
  'CIyKe6HOrO HIOTh3OBaHMA',
  'YnpaBneHWe nopTa nepeMe',
  'CeBepHbI cKnan npOBepAeT',
])('%j is Cyrillic read as Latin', (text) => {
  expect(readsAsCyrillic(text)).toBe(true);
});

it.each([
  'The harbour office will move the pump',
  'TheHarbourOffice moves thePumpParts',
  'Lebureauduport deplacera les pompes',
  'iPhone and eBay, by mail',
  'SECRET//NOFORN',
  'SECRETDEFENSE: Lhoraire dhiver',
  'aBcD',
])('%j is not', (text) => {
  expect(readsAsCyrillic(text)).toBe(false);
});
