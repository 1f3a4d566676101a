import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readRuleTexts } from '../../services/inspect/match/markings/load-rules.ts';
import { DEFAULT_LIMITS } from '../../services/inspect/sandbox/limits.ts';
import { createSandbox } from '../../services/inspect/sandbox/pool.ts';
import { childCommand } from '../../services/inspect/sandbox/spawn-child.ts';
import { systemClock } from '../../shared/clock.ts';
import { assemble, stream } from './generators/make-pdf.ts';
import { processesBelow } from './watch-children.ts';

/** Longer than this test may take: what ends the file is the kill, and nothing else. */
const limits = { ...DEFAULT_LIMITS, wallMs: 300_000 };
const how = childCommand(limits, { wrappers: [], nodeArgs: [] });
const sandbox = createSandbox({
  limits,
  children: 1,
  rules: () => readRuleTexts([fileURLToPath(new URL('../../rules', import.meta.url))]),
  engine: 'auto',
  preset: 'fast',
  log: { info: () => {}, warn: () => {} },
  clock: systemClock,
  childCommand: how,
});
beforeAll(async () => {
  await sandbox.ready();
  // What is loaded for the first PDF, and compiled when run from its sources, is written too.
  await sandbox.inspect({ bytes: textAndTiles(['plan'], 0), name: null });
});
afterAll(() => sandbox.close());

/** So many that what is said of them is told from whatever else a process writes to itself. */
const MARKS = [
  'NATO SECRET',
  'NATO CONFIDENTIAL',
  'NATO RESTRICTED',
  'COSMIC TOP SECRET',
  'TOP SECRET//SI//NOFORN',
  'CONFIDENTIAL//REL TO USA, FVEY',
  'SECRET//NOFORN',
  'EU SECRET',
  'SECRET UE/EU SECRET',
  'CONFIDENTIEL UE/EU CONFIDENTIAL',
  'RESTREINT UE/EU RESTRICTED',
  'VS-NUR FUR DEN DIENSTGEBRAUCH',
  'UK OFFICIAL-SENSITIVE',
  'UK SECRET',
  'PROTECTED',
  'TLP:RED',
  'TLP:AMBER',
];
const SAID_BYTES = 4000;

/** A page of text, and one that takes longer to draw than this test may last. */
function textAndTiles(lines: readonly string[], tiles: number): Buffer {
  const text = `BT /F 12 Tf 20 TL 72 800 Td ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
  // Short to read, so that a child that is killed in the middle of its writing was not reading.
  const fills = '/Pattern cs /P scn 0 0 595 842 re f\n'.repeat(tiles);
  const page = (content: number) =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${content} 0 R /Resources << /Font << /F 7 0 R >> /Pattern << /P 8 0 R >> >> >>`;
  return assemble(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >>',
      page(5),
      page(6),
      stream('', Buffer.from(text)),
      stream('', Buffer.from(fills)),
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      stream(
        '/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 0.01 /YStep 0.01 /Resources << >>',
        Buffer.from('0 0 1 1 re f'),
      ),
    ],
    '/Root 1 0 R',
  );
}

/** This process has other children: what compiles TypeScript. */
async function sandboxChild(): Promise<number> {
  for (const name of await processesBelow()) {
    const pid = Number(name.split('@')[0]);
    if ((await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('sandbox/child.')) return pid;
  }
  throw new Error('Expected a child of the sandbox, got none');
}

/** Bytes that a process has written by now, its pipes included. */
async function writtenBytes(pid: number): Promise<number> {
  return Number(/^wchar: (\d+)$/m.exec(await readFile(`/proc/${pid}/io`, 'utf8'))?.[1] ?? Number.NaN);
}

it('a child that is killed while it draws a PDF has said what was in the text before', async () => {
  const pid = await sandboxChild();
  const before = await writtenBytes(pid);
  const inspecting = sandbox.inspect({
    bytes: textAndTiles(MARKS, 100),
    name: null,
  });
  // It writes nothing but what it found, and that only before the drawing.
  await expect
    .poll(() => writtenBytes(pid), { timeout: 60_000, interval: 50 })
    .toBeGreaterThan(before + SAID_BYTES);
  process.kill(pid, 'SIGKILL');
  const report = await inspecting;
  expect(report.verdict).toBe('found');
  expect(report.findings.map(({ regime }) => regime)).toContain('us');
  expect(report.complete).toBe(false);
  expect(report.uninspected.map(({ reason }) => reason)).toEqual(['sandbox-died']);
}, 120_000);
