import { expect, it } from 'vitest';
import { createConfusions } from './confusions.ts';
import { controlRun } from './control-run.ts';

const explained = (run: string) => controlRun(run, createConfusions())?.controls ?? null;

it('takes a country of a list with one wrong letter, or one lost, for a country', () => {
  expect(explained('RELTOUSAGAR')).toEqual(['RELTOUSA']);
  expect(explained('RELTOUSAGR')).toEqual(['RELTOUSA']);
  expect(explained('RELTOUSAFVFY')).toEqual(['RELTOUSA']);
});

it('takes no letters for a country where no country was read', () => {
  expect(explained('RELGAR')).toBeNull();
  expect(explained('RELATIONS')).toBeNull();
});

it('takes no word behind a list for one', () => {
  expect(explained('RELTOUSAWONDERFUL')).toBeNull();
});
