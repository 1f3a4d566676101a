import { expect, test } from 'vitest';
import { z } from 'zod';
import { integer, parseEnvironment } from './config.ts';
import { ConfigError } from './errors.ts';

const shape = {
  SPILLWAY_PAGES: integer(1, 10).default(3),
  SPILLWAY_TOKEN: z.string().min(20).describe('at least 20 characters').meta({ secret: true }),
};

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    parseEnvironment(shape, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

test('every fault is in one report, with what was expected and what came', () => {
  expect(faultsOf({ SPILLWAY_PAGES: 'ten' })).toEqual([
    'Expected `SPILLWAY_PAGES` to be an integer from 1 to 10, got "ten"',
    'Expected `SPILLWAY_TOKEN` to be at least 20 characters, got nothing',
  ]);
});

test('a secret is never shown', () => {
  const [fault = ''] = faultsOf({ SPILLWAY_TOKEN: 'hunter2' });
  expect(fault).toContain('a value of 7 characters');
  expect(fault).not.toContain('hunter2');
});

test('a setting that does not exist is a fault, with a suggestion', () => {
  const faults = faultsOf({ SPILLWAY_TOKEN: 'x'.repeat(20), SPILLWAY_PAGE: '2' });
  expect(faults).toEqual(['`SPILLWAY_PAGE` is not a setting; did you mean `SPILLWAY_PAGES`?']);
});

test('empty counts as missing, so that defaults apply', () => {
  expect(parseEnvironment(shape, { SPILLWAY_PAGES: ' ', SPILLWAY_TOKEN: 'x'.repeat(20) })).toMatchObject({
    SPILLWAY_PAGES: 3,
  });
});
