import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../../shared/clock.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from './pool.ts';
import { childCommand } from './spawn-child.ts';

const logged: string[] = [];
const log = {
  info: (fields: Record<string, unknown>, event: string) =>
    void logged.push(JSON.stringify({ fields, event })),
  warn: (fields: Record<string, unknown>, event: string) =>
    void logged.push(JSON.stringify({ fields, event })),
};
const limits = { ...DEFAULT_LIMITS, wallMs: 1500, memoryBytes: 400 * 1024 * 1024 };
const standIn = fileURLToPath(new URL('../../../test/hostile/children/stand-in-child.ts', import.meta.url));

function open(options: Partial<SandboxOptions> = {}): Sandbox {
  const how = childCommand(limits, { wrappers: [], nodeArgs: [] });
  const sandbox = createSandbox({
    limits,
    children: 1,
    rules: async () => [],
    engine: 'auto',
    preset: 'balanced',
    log,
    clock: systemClock,
    childCommand: { ...how, args: [...how.args.slice(0, -1), standIn] },
    ...options,
  });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

const deed = (name: string) => ({ bytes: Buffer.from(name), name: null });

afterEach(() => {
  logged.length = 0;
});

describe('the sandbox', () => {
  it.each([
    ['exit', 'sandbox-died'],
    ['segfault', 'sandbox-died'],
    ['throw', 'sandbox-died'],
    ['throw-late', 'sandbox-died'],
    ['tesseract', 'sandbox-died'],
    ['nonsense', 'sandbox-died'],
    ['huge', 'sandbox-died'],
    ['wrong-shape', 'sandbox-died'],
    ['other-file', 'sandbox-died'],
    ['flood', 'sandbox-died'],
    ['deep', 'sandbox-died'],
    ['flood-stderr', 'time-out'],
    ['silent', 'time-out'],
    ['hang-up', 'time-out'],
    ['loop', 'time-out'],
    ['memory', 'out-of-memory'],
    ['heap', 'out-of-memory'],
  ])(
    'turns a child that does "%s" into uninspected (%s) and opens the next file in a fresh one',
    async (name, reason) => {
      const sandbox = open(
        ['memory', 'heap', 'tesseract', 'flood', 'deep'].includes(name)
          ? { limits: { ...limits, wallMs: 50_000 } }
          : {},
      );
      const report = await sandbox.inspect(deed(name));
      expect(report).toMatchObject({
        verdict: 'uninspected',
        complete: false,
        uninspected: [{ part: 'file', reason }],
      });
      expect(await sandbox.inspect(deed('clean'))).toMatchObject({ verdict: 'clean', complete: true });
      expect(logged.join()).not.toContain('secret word');
    },
  );

  it('names the limit that was hit and its value', async () => {
    const report = await open().inspect(deed('loop'));
    expect(report.uninspected[0]?.limit).toEqual({ name: 'wallMs', value: 1500 });
  });

  it('keeps what a child had found before it was killed', async () => {
    const report = await open().inspect(deed('found-then-loop'));
    expect(report).toMatchObject({ verdict: 'found', complete: false, rank: 3 });
    expect(report.uninspected.map((note) => note.reason)).toEqual(['time-out']);
    expect(JSON.stringify(report)).not.toContain('SECRET//NOFORN');
    expect(report.findings[0]?.text.reveal()).toBe('SECRET//NOFORN');
  });

  it('calls nothing clean that names a part it did not look at', async () => {
    expect(await open().inspect(deed('clean-but-unread'))).toMatchObject({
      verdict: 'uninspected',
      complete: false,
    });
  });

  it('takes no answer for a file that was not given yet', async () => {
    const sandbox = open();
    expect((await sandbox.inspect(deed('answer-ahead'))).verdict).toBe('clean');
    // The child is dead by then, or dies of it: the file that follows is never called clean on its word.
    expect((await sandbox.inspect(deed('silent'))).verdict).toBe('uninspected');
  });

  it('gives a child no more files than it may have', async () => {
    const sandbox = open({ filesAChild: 2 });
    const pids: Array<string | null> = [];
    for (let file = 0; file < 4; file += 1) pids.push((await sandbox.inspect(deed('pid'))).mediaType);
    expect(pids[0]).toBe(pids[1]);
    expect(pids[1]).not.toBe(pids[2]);
    expect(pids[2]).toBe(pids[3]);
  });

  it('gives no further file to a child that holds on to what a file took', async () => {
    const sandbox = open();
    const pidOf = async (name: string) => (await sandbox.inspect(deed(name))).mediaType;
    const first = await pidOf('keep-memory 10');
    expect(await pidOf('keep-memory 180')).toBe(first);
    expect(await pidOf('keep-memory 10')).not.toBe(first);
  });

  it('starts its spare child when a file comes while the other is at work, and ends it when that is free again', async () => {
    const sandbox = open({ spare: true });
    const pidOf = async () => Number((await sandbox.inspect(deed('pid'))).mediaType);
    const lives = (pid: number) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    const lasting = await pidOf();
    const [same, spare] = await Promise.all([pidOf(), pidOf()]);
    expect([same, lives(lasting)]).toEqual([lasting, true]);
    expect(spare).not.toBe(lasting);
    await vi.waitFor(() => expect(lives(spare)).toBe(false), { timeout: 10_000, interval: 20 });
    expect(await pidOf()).toBe(lasting);
    // Rules change: a spare one that is not there is not started for it.
    await sandbox.useRules([{ path: 'own.yaml', text: 'two' }]);
    const after = await Promise.all([1, 2].map(() => sandbox.inspect(deed('pid'))));
    expect(after.map(({ ruleset }) => ruleset)).toEqual(['two', 'two']);
  });

  it('hands the child none of our environment', async () => {
    const report = await open().inspect(deed('environment'));
    expect(report.mediaType?.split(' ')).toEqual([
      'HOME',
      'LANG',
      'OMP_THREAD_LIMIT',
      'ORT_DISABLE_TELEMETRY',
      'PATH',
      'TZ',
      'UV_THREADPOOL_SIZE',
    ]);
  });

  it('says empty and too large without opening anything', async () => {
    const sandbox = open({ limits: { ...limits, fileBytes: 4 } });
    expect((await sandbox.inspect({ bytes: new Uint8Array(), name: null })).uninspected).toEqual([
      { part: 'file', reason: 'empty', limit: null },
    ]);
    expect((await sandbox.inspect(deed('clean'))).uninspected).toEqual([
      { part: 'file', reason: 'too-large', limit: { name: 'fileBytes', value: 4 } },
    ]);
  });

  it('says why children cannot be started, after three tries', async () => {
    const sandbox = open({ rules: async () => [{ path: 'own.yaml', text: 'refuse' }] });
    await expect(sandbox.ready()).rejects.toMatchObject({
      code: 'SANDBOX_CANNOT_START',
      message: expect.stringContaining('rules/us.yaml:3: no such level'),
    });
    await expect(sandbox.inspect(deed('clean'))).rejects.toMatchObject({ code: 'SANDBOX_CANNOT_START' });
    await expect(
      open({ rules: async () => [{ path: 'own.yaml', text: 'crash' }] }).ready(),
    ).rejects.toMatchObject({
      code: 'SANDBOX_CANNOT_START',
    });
  });

  it('opens every file that begins after a change of rules under the new ones, and keeps the old when they do not load', async () => {
    const sandbox = open({ children: 2, rules: async () => [{ path: 'own.yaml', text: 'one' }] });
    const running = sandbox.inspect(deed('pid'));
    expect((await sandbox.useRules([{ path: 'own.yaml', text: 'two' }])).ruleset).toBe('two');
    expect((await running).ruleset).toBe('one');
    const after = await Promise.all([1, 2, 3].map(() => sandbox.inspect(deed('pid'))));
    expect(after.map(({ ruleset }) => ruleset)).toEqual(['two', 'two', 'two']);
    await expect(sandbox.useRules([{ path: 'own.yaml', text: 'refuse' }])).rejects.toMatchObject({
      code: 'SANDBOX_CANNOT_START',
    });
    // A child that dies now is replaced by one with the set in use.
    await sandbox.inspect(deed('exit'));
    await sandbox.inspect(deed('exit'));
    expect((await sandbox.inspect(deed('clean'))).ruleset).toBe('two');
  });

  it('opens more files than it has children, each once', async () => {
    const sandbox = open({ children: 2 });
    const reports = await Promise.all(
      ['clean', 'exit', 'clean', 'clean', 'exit', 'clean'].map((name) => sandbox.inspect(deed(name))),
    );
    expect(reports.map((report) => report.verdict)).toEqual([
      'clean',
      'uninspected',
      'clean',
      'clean',
      'uninspected',
      'clean',
    ]);
  });

  it('leaves no child behind when it is closed', async () => {
    const sandbox = open({ children: 2 });
    const busy = sandbox.inspect(deed('loop'));
    await sandbox.ready();
    await sandbox.close();
    expect((await busy).verdict).toBe('uninspected');
    await expect(sandbox.inspect(deed('clean'))).rejects.toMatchObject({ code: 'SANDBOX_CLOSED' });
  });
});
