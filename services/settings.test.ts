import { expect, test } from 'vitest';
import { ConfigError } from '../shared/errors.ts';
import { isEmbedded, readSettings } from './settings.ts';

function faultsOf(environment: Record<string, string>): string {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.join('\n');
    throw error;
  }
  return '';
}

test('nothing set is the embedded world', () => {
  expect(isEmbedded(readSettings({}))).toBe(true);
});

test('half a production world is refused, naming what is missing', () => {
  const faults = faultsOf({ SPILLWAY_KAFKA_BROKERS: 'localhost:9092' });
  for (const name of ['DATABASE_URL', 'S3_BUCKET', 'SOURCES', 'EVIDENCE_KEY'])
    expect(faults).toContain(`SPILLWAY_${name}`);
});

test('a service would be restarted while it opens a file: refused', () => {
  expect(faultsOf({ SPILLWAY_FILE_SECONDS: '600' })).toContain('SPILLWAY_STUCK_SECONDS');
});

test('SASL without a user is refused', () => {
  expect(faultsOf({ SPILLWAY_KAFKA_SASL: 'plain' })).toContain('SPILLWAY_KAFKA_USERNAME');
});
