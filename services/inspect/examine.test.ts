import { describe, expect, it } from 'vitest';
import { systemClock } from '../../shared/clock.ts';
import { makePdf } from '../../test/hostile/generators/make-pdf.ts';
import { createExaminer, type ExaminerParts } from './examine.ts';
import type { Looked } from './judge/looked.ts';
import type { Match, TextSegment } from './report.ts';
import { DEFAULT_LIMITS } from './sandbox/limits.ts';
import { createStopwatch } from './stopwatch.ts';

/** Stand-ins for matcher and reader: a word is a marking, and every picture says the same line. */
function findingOf(segment: TextSegment): Match {
  return {
    kind: 'marking',
    regime: 'us',
    axis: 'state',
    level: 'SECRET',
    rank: 3,
    rule: 'stand-in',
    confidence: 0.9,
    text: segment.text,
    masked: 'SECRET',
    where: segment.where,
    places: 1,
    context: [],
    details: {},
  };
}
const standInMatcher: ExaminerParts['matcher'] = {
  match: (segments) => ({
    findings: segments.filter((segment) => segment.text.includes('SECRET')).map(findingOf),
    doubtful: [],
  }),
  isCertain: () => false,
  features: () => new Uint8Array(),
};
const lineAt = (text: string, where: TextSegment['where']): TextSegment => ({
  text,
  where,
  source: 'ocr',
  key: null,
  ocrConfidence: 0.9,
  looks: null,
});
const standInReader: ExaminerParts['readPicture'] = async (_, { where }) => ({
  segments: [lineAt('SECRET stamp', { ...where, zone: 'header', box: [0.1, 0.1, 0.5, 0.1] })],
  uninspected: [],
  crop: async () => new Uint8Array([1, 2, 3]),
});

function examine(
  bytes: Uint8Array,
  parts: Partial<ExaminerParts> = {},
  deadlineMs = systemClock.nowMs() + 10_000,
) {
  const progress: Looked[] = [];
  const examiner = createExaminer({
    readPicture: standInReader,
    matcher: standInMatcher,
    limits: DEFAULT_LIMITS,
    preset: 'balanced',
    clock: systemClock,
    stopwatch: createStopwatch(),
    ...parts,
  });
  const control = { deadlineMs, onProgress: (soFar: Looked) => void progress.push(soFar) };
  return examiner({ bytes, name: null }, control).then((looked) => ({ ...looked, progress }));
}

const gray = { width: 100, height: 100, rgb: new Uint8Array(30_000).fill(180) };
const words = { text: 'Harbour inspection plan', x: 72, y: 500, size: 11 };

describe('the examiner', () => {
  it('matches what the file says as text', async () => {
    const looked = await examine(Buffer.from('SECRET\n\nplan'));
    expect(looked).toMatchObject({ mediaType: 'text/plain', uninspected: [] });
    expect(looked.findings.map((finding) => finding.where.zone)).toEqual(['header']);
  });

  it('matches what its pictures say, with a crop, and places them on their page', async () => {
    const picture = { ...gray, area: [72, 421, 120, 100] as const };
    const looked = await examine(makePdf([{ lines: [words], picture }]));
    const [found] = looked.findings;
    expect(found?.where).toMatchObject({ page: 1, zone: 'body' });
    expect(found?.where.box?.[1]).toBeGreaterThan(0.35);
    expect(looked.crops).toEqual([{ page: 1, png: new Uint8Array([1, 2, 3]) }]);
  });

  it('reports a find in a picture at once, so that it outlives the process', async () => {
    const { progress } = await examine(makePdf([{ picture: gray }]));
    expect(progress.at(-1)?.findings).toHaveLength(1);
  });

  it('keeps at most three crops', async () => {
    const picture = (shade: number) => ({ picture: { ...gray, rgb: new Uint8Array(30_000).fill(shade) } });
    const looked = await examine(makePdf([picture(1), picture(2), picture(3), picture(4)]));
    expect(looked.findings).toHaveLength(4);
    expect(looked.crops).toHaveLength(3);
  });

  it('names a picture the reader could not take, and goes on', async () => {
    const looked = await examine(makePdf([{ lines: [{ ...words, text: 'SECRET plan' }], picture: gray }]), {
      readPicture: async () => Promise.reject(new Error('odd bytes')),
    });
    expect(looked.findings).toHaveLength(1);
    expect(looked.uninspected).toEqual([{ part: 'page 1', reason: 'unreadable', limit: null }]);
  });

  it('keeps a finding whose crop cannot be cut', async () => {
    const looked = await examine(makePdf([{ picture: gray }]), {
      readPicture: async (image, context) => ({
        ...(await standInReader(image, context)),
        crop: async () => Promise.reject(new Error('no such box')),
      }),
    });
    expect(looked.findings).toHaveLength(1);
    expect(looked.crops).toEqual([]);
  });

  it('says what it had no time for', async () => {
    const looked = await examine(makePdf([{ picture: gray }]), {}, systemClock.nowMs() - 1);
    expect(looked.uninspected).toEqual([
      {
        part: 'page 1 and after',
        reason: 'time-out',
        limit: { name: 'wallMs', value: DEFAULT_LIMITS.wallMs },
      },
    ]);
  });
});
