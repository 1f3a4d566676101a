import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRuleTexts } from '../../services/inspect/match/markings/load-rules.ts';
import { DEFAULT_LIMITS } from '../../services/inspect/sandbox/limits.ts';
import { createSandbox } from '../../services/inspect/sandbox/pool.ts';
import { systemClock } from '../../shared/clock.ts';
import * as bombs from './generators/make-bombs.ts';
import { makeCompound, makeExcel97, makeOutlook, makeWord97 } from './generators/make-compound.ts';
import { makePdf } from './generators/make-pdf.ts';
import { makeZip } from './generators/make-zip.ts';
import { createRandom, mutate } from './generators/mutate.ts';

/** The real sandbox with the real parsers, reader and catalogue; two children, as on a small machine. */
const limits = { ...DEFAULT_LIMITS, wallMs: 20_000, memoryBytes: 1_500_000_000 };
const died: string[] = [];
const sandbox = createSandbox({
  limits,
  children: 2,
  rules: () => readRuleTexts([fileURLToPath(new URL('../../rules', import.meta.url))]),
  engine: 'auto',
  preset: 'fast',
  log: { info: () => {}, warn: (fields) => void died.push(String(fields.end)) },
  clock: systemClock,
});
beforeAll(() => sandbox.ready());
afterAll(() => sandbox.close());

const inspect = (bytes: Uint8Array) => sandbox.inspect({ bytes, name: null });
const banner = { text: 'SECRET//NOFORN', x: 240, y: 815, size: 12 };
const pdf = makePdf([{ lines: [banner, { ...banner, y: 20 }] }]);
const word = makeZip([
  ['[Content_Types].xml', '<Types/>'],
  [
    'word/document.xml',
    '<w:document><w:p><w:r><w:t>SECRET//NOFORN</w:t></w:r></w:p><w:p><w:r><w:t>Plan</w:t></w:r></w:p></w:document>',
  ],
]);

describe('hostile files', () => {
  it.each([
    ['a flat zip bomb', bombs.flatZipBomb()],
    ['a nested zip bomb', bombs.nestedZipBomb(8)],
    ['an overlapping zip bomb', bombs.overlappingZipBomb()],
    ['ten thousand entries', bombs.manyEntriesZip(10_000)],
    ['a gzip bomb in a gzip bomb', bombs.gzipBomb()],
    ['an image that claims 60,000 × 60,000 pixels', bombs.pngClaiming(60_000, 60_000)],
    ['a PDF that claims a billion pages', bombs.billionPagePdf()],
    ['a PDF page a thousand kilometres wide', bombs.hugePagePdf()],
    ['a mail nested 1,000 deep', bombs.nestedMail(1000)],
    ['RTF groups nested 100,000 deep', bombs.deepRtf(100_000)],
    ['a truncated PDF', pdf.subarray(0, 200)],
    [
      'an entry whose header lies about its size',
      makeZip([['a.txt', 'x'.repeat(5000), { claimedBytes: 5 }]]),
    ],
    ['an encrypted entry', makeZip([['a.txt', 'x', { flags: 1 }]])],
  ])('never calls %s clean', async (_, bytes) => {
    const report = await inspect(bytes);
    expect(report.verdict).toBe('uninspected');
    expect(report.complete).toBe(false);
    expect(report.uninspected.length).toBeGreaterThan(0);
    expect(report.elapsedMs).toBeLessThan(limits.wallMs + 5000);
    expect((await inspect(Buffer.from('hello'))).verdict).toBe('clean');
  });

  it('reads what is there of a truncated archive, and says that it is damaged', async () => {
    const report = await inspect(word.subarray(0, word.length - 30));
    expect(report.verdict).toBe('found');
    expect(report.complete).toBe(false);
    expect(report.uninspected.map(({ reason }) => reason)).toContain('damaged');
  });

  it.each([
    ['an XML entity bomb', bombs.xmlEntityBomb()],
    ['XML nested 100,000 deep', bombs.deepXml(100_000)],
    ['a PDF drawing that draws itself', bombs.selfDrawingPdf()],
    ['an image of 1 × 60,000 pixels', bombs.pngClaiming(1, 60_000)],
    ['names that climb out of the folder', makeZip([['../../../../etc/x.txt', 'hello']])],
    [
      'HTML with scripts',
      Buffer.from('<html><script>for(;;);</script><p onclick="for(;;);">hello</p></html>'),
    ],
    [
      'SVG that asks for files and hosts',
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="50" height="50"><image xlink:href="file:///etc/passwd" width="9" height="9"/><image xlink:href="http://127.0.0.1:9/x" width="9" height="9"/></svg>',
      ),
    ],
  ])('comes to a verdict on %s within its budget', async (_, bytes) => {
    const report = await inspect(bytes);
    expect(report.elapsedMs).toBeLessThan(limits.wallMs + 5000);
    expect(report.findings).toEqual([]);
    expect((await inspect(Buffer.from('hello'))).verdict).toBe('clean');
  });

  it('finds what is behind a bomb', async () => {
    const report = await inspect(
      makeZip([
        ['a.txt', Buffer.alloc(50_000_000)],
        ['b.txt', 'SECRET//NOFORN\n\nplan\n'],
      ]),
    );
    expect(report).toMatchObject({ verdict: 'found', complete: false });
    expect(report.uninspected[0]).toMatchObject({ part: 'entry #1', reason: 'too-compressed' });
  });

  it('leaves no file behind', async () => {
    const before = await readdir(tmpdir());
    await inspect(
      makeZip([
        ['../../../../tmp/spillway-escaped.txt', 'x'],
        ['b.docx', word],
      ]),
    );
    expect((await readdir(tmpdir())).filter((name) => name.includes('spillway-escaped'))).toEqual([]);
    expect(before).not.toContain('spillway-escaped.txt');
  });
});

/** With the real reader; `fuzz.test.ts` makes twenty thousand without it. */
const MUTATIONS_A_FORMAT = 20;
const WHOLE: ReadonlyArray<readonly [name: string, bytes: Uint8Array]> = [
  ['pdf', pdf],
  ['docx', word],
  [
    'zip',
    makeZip([
      ['a.txt', 'SECRET//NOFORN'],
      ['b.zip', makeZip([['c.txt', 'plan']])],
    ]),
  ],
  ['doc', makeWord97(['SECRET//NOFORN\rPlan\r', 'note\r', 'SECRET\r'])],
  ['xls', makeExcel97([[0x0014, Buffer.from('\x0e\0\0SECRET//NOFORN', 'latin1')]])],
  ['msg', makeOutlook({ '0037': 'Plan', '1000': 'SECRET//NOFORN\r\nplan' })],
  ['cfb', makeCompound({ 'PowerPoint Document': Buffer.alloc(600, 7) })],
  ['rtf', Buffer.from('{\\rtf1{\\header SECRET//NOFORN\\par}{\\b plan\\par}}')],
  [
    'eml',
    Buffer.from(
      'From: a@example.org\nTo: b@example.org\nSubject: SECRET//NOFORN\nContent-Type: text/plain\n\nplan\n',
    ),
  ],
  ['html', Buffer.from('<html><header>SECRET//NOFORN</header><p>plan</p></html>')],
  ['gzip', bombs.gzipOf('SECRET//NOFORN\n\nplan\n')],
  ['png', bombs.pngClaiming(40, 30)],
];

describe('damaged files', () => {
  it.each(WHOLE)(
    'comes to a verdict on every mutation of %s, and on the next file',
    async (name, bytes) => {
      const random = createRandom(20_261_122);
      for (let round = 0; round < MUTATIONS_A_FORMAT; round += 1) {
        const report = await inspect(mutate(bytes, random));
        expect(['found', 'clean', 'uninspected'], name).toContain(report.verdict);
        expect(report.complete, name).toBe(report.uninspected.length === 0);
      }
      expect((await inspect(Buffer.from('SECRET//NOFORN\n\nplan\n'))).verdict).toBe('found');
    },
    600_000,
  );
});
