import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { integer } from '../../shared/config.ts';
import { ConfigError, messageOf } from '../../shared/errors.ts';
import { localSecret, randomAccessKey } from '../local-secrets.ts';
import { type User, userSchema } from './api/users.ts';

export const consoleShape = {
  SPILLWAY_CONSOLE_HOST: z.string().default('127.0.0.1').describe('an address to listen on'),
  SPILLWAY_CONSOLE_PORT: integer(0, 65535).default(8790),
  SPILLWAY_CONSOLE_USERS: z
    .string()
    .optional()
    .describe('a JSON file {"users": [{"name", "role": "analyst" or "reviewer", "keySha256"}]}'),
  SPILLWAY_CONSOLE_SESSION_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('at least 32 characters, the same for every replica')
    .meta({ secret: true }),
  SPILLWAY_CONSOLE_SECURE_COOKIES: z
    .enum(['true', 'false'])
    .default('false')
    .describe('true (behind HTTPS) or false (plain HTTP on the same machine)'),
  SPILLWAY_CONSOLE_TRUST_PROXY: z
    .enum(['true', 'false'])
    .default('false')
    .describe('true (behind a proxy that sets X-Forwarded-For) or false'),
} as const;

interface UserSettings {
  readonly SPILLWAY_CONSOLE_USERS?: string | undefined;
  readonly SPILLWAY_KAFKA_BROKERS?: string | undefined;
  readonly SPILLWAY_DATA: string;
}

const usersFileSchema = z.strictObject({ users: z.array(userSchema).min(1) });

/**
 * The configured users, or in the embedded world one local reviewer whose key is made on the first start.
 * @throws ConfigError with every fault of the file, never a value of it.
 */
export async function loadConsoleUsers(settings: UserSettings): Promise<readonly User[]> {
  const path = settings.SPILLWAY_CONSOLE_USERS;
  if (path !== undefined) return readUsers(path);
  const key = await consoleAccessKey(settings);
  if (key === null)
    throw new ConfigError([
      'Expected `SPILLWAY_CONSOLE_USERS` to be a JSON file of users outside the embedded world, got nothing',
    ]);
  return [{ name: 'local', role: 'reviewer', keySha256: createHash('sha256').update(key).digest('hex') }];
}

/** The local reviewer's key, for a link `<console>/#key=…`; null where users are configured or the world is not embedded. */
export async function consoleAccessKey(settings: UserSettings): Promise<string | null> {
  if (settings.SPILLWAY_CONSOLE_USERS !== undefined || settings.SPILLWAY_KAFKA_BROKERS !== undefined)
    return null;
  return localSecret(settings.SPILLWAY_DATA, 'console.key', randomAccessKey);
}

async function readUsers(path: string): Promise<readonly User[]> {
  let body: unknown;
  try {
    body = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ConfigError([`Expected a JSON file of console users at ${path}: ${messageOf(error)}`]);
  }
  const parsed = usersFileSchema.safeParse(body);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${path}: ${issue.path.join('.') || 'file'}: ${issue.message}`),
    );
  }
  const names = parsed.data.users.map((user) => user.name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new ConfigError(twice.map((name) => `${path}: user ${name} is there twice`));
  return parsed.data.users;
}
