import { expect, it } from 'vitest';
import { CJK_FIELD_NAMES, FIELD_NAMES } from '../../match/markings/grammar/field-names.ts';
import { FIELD_STEMS, namesField } from './field-stems.ts';

it.each(FIELD_STEMS)('%s stands in the name of a field that the matcher knows', (stem) => {
  const names = [...FIELD_NAMES, ...CJK_FIELD_NAMES];
  expect(names.filter((name) => new RegExp(stem, 'u').test(name))).not.toEqual([]);
});

it('knows the name of a field by its stem, but not in a long line', () => {
  expect(namesField('Classifcation 1evel')).toBe(true);
  expect(namesField('Delivery')).toBe(false);
  expect(namesField('The classification of the tulips was settled by the office in May')).toBe(false);
});
