import { join } from 'node:path';
import { z } from 'zod';
import { integer, parseEnvironment } from '../shared/config.ts';
import { ConfigError } from '../shared/errors.ts';
import { consoleShape } from './console/config.ts';
import { inspectShape } from './inspect/config.ts';
import { intakeShape } from './intake/config.ts';

/** What every service shares: where the broker, the database and the blobs are. All three production settings, or none. */
const worldShape = {
  SPILLWAY_DATA: z.string().default('.spillway').describe('a folder for the embedded world'),
  SPILLWAY_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('trace, debug, info, warn, error or silent'),
  SPILLWAY_SOURCES: z.string().optional().describe('a JSON file of registered sources'),
  SPILLWAY_EVIDENCE_KEY: z
    .string()
    .optional()
    .describe('32 bytes in base64; several, comma-separated, to rotate: the first one seals')
    .meta({ secret: true }),
  SPILLWAY_KAFKA_BROKERS: z
    .string()
    .regex(/^[^,\s:]+:\d+(,[^,\s:]+:\d+)*$/)
    .optional()
    .describe('host:port, comma-separated'),
  SPILLWAY_KAFKA_TLS: z.enum(['true', 'false']).default('false').describe('true or false'),
  SPILLWAY_KAFKA_CA: z
    .string()
    .optional()
    .describe('a PEM file with the authority that signed the brokers’ certificates'),
  SPILLWAY_KAFKA_SASL: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer'])
    .optional()
    .describe('plain, scram-sha-256, scram-sha-512 or oauthbearer'),
  SPILLWAY_KAFKA_USERNAME: z.string().optional().describe('a user name'),
  SPILLWAY_KAFKA_PASSWORD: z.string().optional().describe('a password').meta({ secret: true }),
  SPILLWAY_KAFKA_SESSION_SECONDS: integer(6, 300).default(10),
  SPILLWAY_KAFKA_CLIENT_CERT: z.string().optional().describe('a PEM file with our own certificate'),
  SPILLWAY_KAFKA_CLIENT_KEY: z.string().optional().describe('a PEM file with the key of our own certificate'),
  SPILLWAY_KAFKA_TOKEN_FILE: z
    .string()
    .optional()
    .describe('a file with a token, kept fresh by the platform'),
  SPILLWAY_KAFKA_TOKEN_URL: z.url().optional().describe('the URL of a token issuer'),
  SPILLWAY_KAFKA_TOKEN_SCOPE: z.string().optional().describe('a scope to ask the issuer for'),
  SPILLWAY_PARTITIONS: integer(1, 1000).default(6),
  SPILLWAY_REPLICATION: integer(1, 9).optional().describe('copies of a topic, an integer from 1 to 9'),
  SPILLWAY_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional()
    .describe('postgres://user:password@host:port/database')
    .meta({ secret: true }),
  SPILLWAY_S3_ENDPOINT: z.url().optional().describe('a URL; leave it out for AWS'),
  SPILLWAY_S3_REGION: z.string().default('us-east-1').describe('a region'),
  SPILLWAY_S3_BUCKET: z.string().min(3).optional().describe('a bucket of at least 3 characters'),
  SPILLWAY_S3_ACCESS_KEY_ID: z.string().optional().describe('an access key id'),
  SPILLWAY_S3_SECRET_ACCESS_KEY: z.string().optional().describe('a secret access key').meta({ secret: true }),
  SPILLWAY_HEALTH_HOST: z.string().default('127.0.0.1').describe('an address to listen on'),
  SPILLWAY_HEALTH_PORT: integer(0, 65535).optional().describe('a port for /livez, /readyz and /metrics'),
  SPILLWAY_OTLP_ENDPOINT: z.url().optional().describe('a URL of an OTLP/HTTP collector'),
  SPILLWAY_TRACE_RATIO: z.coerce.number().min(0).max(1).default(1).describe('a number from 0 to 1'),
  SPILLWAY_STUCK_SECONDS: integer(10, 86_400).default(300),
} as const;

const settingsShape = { ...worldShape, ...intakeShape, ...inspectShape, ...consoleShape } as const;
export type Settings = ReturnType<typeof readSettings>;
export const SETTING_NAMES = Object.keys(settingsShape);

/** @throws ConfigError with every fault at once. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>) {
  const settings = parseEnvironment(settingsShape, environment);
  const faults = [...worldFaults(settings), ...saslFaults(settings), ...stuckFaults(settings)];
  if (faults.length > 0) throw new ConfigError(faults);
  return settings;
}

interface WorldSettings {
  readonly SPILLWAY_KAFKA_BROKERS?: string | undefined;
  readonly SPILLWAY_DATABASE_URL?: string | undefined;
  readonly SPILLWAY_S3_BUCKET?: string | undefined;
  readonly SPILLWAY_SOURCES?: string | undefined;
  readonly SPILLWAY_EVIDENCE_KEY?: string | undefined;
}

/** Half a production world would quietly keep the other half in a folder on one machine. */
function worldFaults(settings: WorldSettings): string[] {
  const outside = ['SPILLWAY_KAFKA_BROKERS', 'SPILLWAY_DATABASE_URL', 'SPILLWAY_S3_BUCKET'] as const;
  const missing = outside.filter((name) => settings[name] === undefined);
  if (missing.length === outside.length) return [];
  const shared = ['SPILLWAY_SOURCES', 'SPILLWAY_EVIDENCE_KEY'] as const;
  const needed = [...missing, ...shared.filter((name) => settings[name] === undefined)];
  return needed.map(
    (name) => `Expected \`${name}\` to be set as well: Kafka, Postgres and S3 are used together, got nothing`,
  );
}

/** What a login needs besides its name. */
function saslFaults(settings: SecuritySettings): string[] {
  const expected = (name: keyof SecuritySettings, why: string) =>
    settings[name] === undefined ? [`Expected \`${name}\` to be set with ${why}, got nothing`] : [];
  const userAndPassword = (why: string) => [
    ...expected('SPILLWAY_KAFKA_USERNAME', why),
    ...expected('SPILLWAY_KAFKA_PASSWORD', why),
  ];
  const faults: string[] = [];
  const { SPILLWAY_KAFKA_SASL: mechanism, SPILLWAY_KAFKA_TLS: tls } = settings;
  if (mechanism === 'oauthbearer') {
    if (settings.SPILLWAY_KAFKA_TOKEN_FILE === undefined) {
      faults.push(
        ...expected(
          'SPILLWAY_KAFKA_TOKEN_URL',
          '`SPILLWAY_KAFKA_SASL=oauthbearer` or `SPILLWAY_KAFKA_TOKEN_FILE`',
        ),
      );
      faults.push(...userAndPassword('`SPILLWAY_KAFKA_TOKEN_URL`: the client id and secret'));
    }
  } else if (mechanism !== undefined) faults.push(...userAndPassword('`SPILLWAY_KAFKA_SASL`'));
  if (settings.SPILLWAY_KAFKA_CLIENT_CERT !== undefined)
    faults.push(...expected('SPILLWAY_KAFKA_CLIENT_KEY', '`SPILLWAY_KAFKA_CLIENT_CERT`'));
  if (settings.SPILLWAY_KAFKA_CLIENT_KEY !== undefined)
    faults.push(...expected('SPILLWAY_KAFKA_CLIENT_CERT', '`SPILLWAY_KAFKA_CLIENT_KEY`'));
  if (settings.SPILLWAY_KAFKA_CLIENT_CERT !== undefined && tls !== 'true')
    faults.push('Expected `SPILLWAY_KAFKA_TLS` to be true with `SPILLWAY_KAFKA_CLIENT_CERT`, got "false"');
  return faults;
}

interface SecuritySettings {
  readonly SPILLWAY_KAFKA_SASL?: string | undefined;
  readonly SPILLWAY_KAFKA_TLS?: string | undefined;
  readonly SPILLWAY_KAFKA_USERNAME?: string | undefined;
  readonly SPILLWAY_KAFKA_PASSWORD?: string | undefined;
  readonly SPILLWAY_KAFKA_CLIENT_CERT?: string | undefined;
  readonly SPILLWAY_KAFKA_CLIENT_KEY?: string | undefined;
  readonly SPILLWAY_KAFKA_TOKEN_FILE?: string | undefined;
  readonly SPILLWAY_KAFKA_TOKEN_URL?: string | undefined;
}

/** A file is opened twice when its child dies, and there is more to do for it than to open it. */
function stuckFaults(settings: {
  readonly SPILLWAY_STUCK_SECONDS: number;
  readonly SPILLWAY_FILE_SECONDS: number;
}): string[] {
  const least = 3 * settings.SPILLWAY_FILE_SECONDS;
  if (settings.SPILLWAY_STUCK_SECONDS >= least) return [];
  return [
    `Expected \`SPILLWAY_STUCK_SECONDS\` to be at least three times \`SPILLWAY_FILE_SECONDS\` (${least}), got ${settings.SPILLWAY_STUCK_SECONDS}`,
  ];
}

export function isEmbedded(settings: Settings): boolean {
  return settings.SPILLWAY_KAFKA_BROKERS === undefined;
}

/** A path inside the embedded world's folder. */
export const dataPath = (settings: Settings, ...parts: string[]): string =>
  join(settings.SPILLWAY_DATA, ...parts);
