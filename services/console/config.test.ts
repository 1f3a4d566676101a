import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findByKey } from './api/users.ts';
import { consoleAccessKey, loadConsoleUsers } from './config.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spillway-console-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('makes one local reviewer with a key of its own, the same after a restart', async () => {
  const key = await consoleAccessKey({ SPILLWAY_DATA: folder });
  const users = await loadConsoleUsers({ SPILLWAY_DATA: folder });
  expect(findByKey(users, key ?? '')).toMatchObject({ name: 'local', role: 'reviewer' });
  expect(findByKey(users, `${key}x`)).toBeNull();
  expect(await consoleAccessKey({ SPILLWAY_DATA: folder })).toBe(key);
});

test('demands configured users outside the embedded world', async () => {
  const settings = { SPILLWAY_DATA: folder, SPILLWAY_KAFKA_BROKERS: 'broker:9092' };
  await expect(loadConsoleUsers(settings)).rejects.toThrow(/SPILLWAY_CONSOLE_USERS/);
});

test('names every fault of the users file and shows no value of it', async () => {
  const path = join(folder, 'users.json');
  const load = () => loadConsoleUsers({ SPILLWAY_DATA: folder, SPILLWAY_CONSOLE_USERS: path });
  await expect(load()).rejects.toThrow(/Expected a JSON file of console users/);
  await writeFile(path, JSON.stringify({ users: [{ name: 'mara', role: 'boss', keySha256: 'plain-key' }] }));
  await expect(load()).rejects.toThrow(/users\.0\.role[\s\S]*users\.0\.keySha256/);
  await expect(load()).rejects.not.toThrow(/plain-key/);
  const user = { name: 'mara', role: 'analyst', keySha256: 'a'.repeat(64) };
  await writeFile(path, JSON.stringify({ users: [user, user] }));
  await expect(load()).rejects.toThrow(/mara is there twice/);
});
