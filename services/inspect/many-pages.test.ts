import { expect, it } from 'vitest';
import { systemClock } from '../../shared/clock.ts';
import { makePdf } from '../../test/hostile/generators/make-pdf.ts';
import { rulesFolders } from '../paths.ts';
import { createExaminer } from './examine.ts';
import { judge } from './judge/verdict.ts';
import { loadCatalogue } from './match/markings/catalogue.ts';
import { DEFAULT_LIMITS } from './sandbox/limits.ts';
import { createStopwatch } from './stopwatch.ts';

/** Documents of many pages, with the real catalogue: what an analyst sees of them. */
const catalogue = await loadCatalogue(rulesFolders(undefined));

const header = { text: 'SECRET//NOFORN', x: 240, y: 815, size: 11 };
const body = { text: 'The harbour crane was inspected on Tuesday.', x: 72, y: 500, size: 11 };
const pagesOf = (count: number, lines: (typeof body)[]) =>
  makePdf(Array.from({ length: count }, () => ({ lines })));

function examine(bytes: Uint8Array, clock = systemClock, deadlineMs = systemClock.nowMs() + 60_000) {
  const examiner = createExaminer({
    readPicture: () => expect.unreachable('a page of text is not drawn'),
    matcher: catalogue,
    limits: DEFAULT_LIMITS,
    preset: 'balanced',
    clock,
    stopwatch: createStopwatch(),
  });
  return examiner({ bytes, name: null }, { deadlineMs, onProgress: () => {} });
}

it('a header on 300 pages is one finding with 300 places', async () => {
  const { findings, uninspected } = await examine(pagesOf(300, [header, body]));
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ regime: 'us', places: 300, where: { page: 1, zone: 'header' } });
  expect(uninspected).toEqual([]);
});

it('a document that ran out of time says from which page on, and is not clean', async () => {
  let nowMs = 0;
  const slow = { ...systemClock, nowMs: () => nowMs++ };
  const { findings, uninspected } = await examine(pagesOf(60, [body]), slow, 50);
  const limit = { name: 'wallMs', value: DEFAULT_LIMITS.wallMs };
  expect(uninspected).toContainEqual({
    part: expect.stringMatching(/^page ([2-9]|[1-5]\d) and after$/),
    reason: 'time-out',
    limit,
  });
  expect(judge(findings, uninspected).verdict).toBe('uninspected');
});
