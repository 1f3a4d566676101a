import { createHash } from 'node:crypto';
import { createExaminer } from '../../../../services/inspect/examine.ts';
import { judge } from '../../../../services/inspect/judge/verdict.ts';
import { loadCatalogue } from '../../../../services/inspect/match/markings/catalogue.ts';
import { createReader } from '../../../../services/inspect/read/create-reader.ts';
import { readImage } from '../../../../services/inspect/read/read-image.ts';
import { DEFAULT_LIMITS } from '../../../../services/inspect/sandbox/limits.ts';
import { createStopwatch } from '../../../../services/inspect/stopwatch.ts';
import { rulesFolders } from '../../../../services/paths.ts';
import { systemClock } from '../../../../shared/clock.ts';
import type { Method, OURS, Said } from './method.ts';

/** Far above the product's: on a busy machine the neighbours would decide what is read in time. */
const DEADLINE_MS = 170_000;

/**
 * The way of a file through the inspector, without its process boundary: identify, open, look, read, match, judge, evidence
 * crops. Postings after the first go through the verdict cache, as in the service.
 */
export async function ours(name: (typeof OURS)[number]): Promise<Method> {
  const [engine, preset] = name.split(':') as ['neural' | 'tesseract', 'fast' | 'balanced' | 'thorough'];
  const catalogue = await loadCatalogue(rulesFolders(undefined));
  const reader = await createReader({ engine });
  let lines: string[] = [];
  const examine = createExaminer({
    readPicture: async (image, context) => {
      const read = await readImage(image, { ...context, reader });
      lines.push(...read.segments.map((segment) => segment.text));
      return read;
    },
    matcher: catalogue,
    limits: { ...DEFAULT_LIMITS, wallMs: DEADLINE_MS },
    preset,
    clock: systemClock,
    stopwatch: createStopwatch(),
  });

  async function inspect(bytes: Buffer): Promise<Said> {
    lines = [];
    const looked = await examine(
      { bytes, name: null },
      { deadlineMs: systemClock.nowMs() + DEADLINE_MS, onProgress: () => {} },
    );
    const { verdict, rank } = judge(looked.findings, looked.uninspected);
    return {
      verdict,
      rank,
      regimes: looked.findings.filter((finding) => finding.rank === rank).map(({ regime }) => regime ?? ''),
      lines,
      reasons: [...new Set(looked.uninspected.map(({ reason }) => reason))],
    };
  }

  return {
    async read(bytes, forwards) {
      // In the fleet a forward costs its digest and a look at the shared report: it is opened once.
      for (let posting = 1; posting < forwards; posting++) createHash('sha256').update(bytes).digest('hex');
      const said = await inspect(Buffer.from(bytes));
      return said;
    },
    close: () => reader.close(),
  };
}
