import type { Clock } from '../../shared/clock.ts';
import type { Where } from '../../shared/messages/parts.ts';
import type { Note, Uninspected } from '../../shared/messages/verdict.ts';
import type { Looked } from './judge/looked.ts';
import { CERTAIN_ENOUGH, judge } from './judge/verdict.ts';
import { createBudget, limited, partName } from './open/budget.ts';
import { identify } from './open/identify.ts';
import { openFile } from './open/open-file.ts';
import { placeInPage } from './open/place-in-page.ts';
import type { Crop, Match, TextSegment } from './report.ts';
import type { Limits } from './sandbox/limits.ts';
import type { Preset } from './sandbox/protocol.ts';
import { type Stopwatch, timed } from './stopwatch.ts';

/** What the examiner needs of the matcher. */
export interface Matcher {
  /** `nowMs` says whether a term has run out; a past date never lowers a rank. */
  match(
    segments: readonly TextSegment[],
    options: { nowMs: number },
  ): { findings: readonly Match[]; doubtful: readonly Match[] };
  isCertain(segments: readonly TextSegment[]): boolean;
  /** What is kept of the document for trying rules later. */
  features(segments: readonly TextSegment[]): Uint8Array;
}

/** What it needs of the reader of pictures: `readImage` with its engine already in it. */
export type ReadPicture = (
  image: { readonly bytes: Uint8Array; readonly index?: number },
  context: {
    readonly budget: { readonly deadlineMs: number; readonly maxPixels: number; readonly preset: Preset };
    readonly where: { readonly part: string; readonly page: number | null };
    isCertain(segments: readonly TextSegment[]): boolean;
    isFound(segments: readonly TextSegment[]): boolean;
    readonly clock: Clock;
  },
) => Promise<{
  readonly segments: readonly TextSegment[];
  readonly uninspected: readonly Uninspected[];
  crop(where: Where): Promise<Uint8Array>;
}>;

export interface ExaminerParts {
  readonly readPicture: ReadPicture;
  readonly matcher: Matcher;
  readonly limits: Limits;
  readonly preset: Preset;
  readonly clock: Clock;
  /** Whoever gives `readPicture` has told it what of that is reading. */
  readonly stopwatch: Stopwatch;
  /** Whether anybody keeps what `Matcher.features` makes; it costs as much as matching. */
  readonly wantsFeatures?: boolean;
}

export type Examine = (
  file: { readonly bytes: Uint8Array; readonly name: string | null },
  control: { readonly deadlineMs: number; onProgress(soFar: Looked): void | Promise<void> },
) => Promise<Looked>;

const MOST_CROPS = 3;
const PROGRESS_EVERY_MS = 2000;
const REPORT_SHARE = 10;
/** Lines that are matched at once whatever they are. */
const FIRST_SEGMENTS = 2000;
const GROWTH = 4;

/**
 * The way of a file through the child process: identify → open → read pictures → match. Judging follows in the
 * service's process. Runs only inside the sandbox.
 */
export function createExaminer(parts: ExaminerParts): Examine {
  const { limits, clock, stopwatch } = parts;
  const matcher: Matcher = {
    match: (segments, options) => stopwatch.during('match', () => parts.matcher.match(segments, options)),
    isCertain: (segments) => stopwatch.during('match', () => parts.matcher.isCertain(segments)),
    features: (segments) => stopwatch.during('match', () => parts.matcher.features(segments)),
  };

  return async function examine({ bytes }, { deadlineMs, onProgress }) {
    const budget = createBudget(limits, deadlineMs, clock);
    stopwatch.take();
    const mediaType = (await stopwatch.during('open', () => identify(bytes)))?.mediaType ?? null;
    const segments: TextSegment[] = [];
    const uninspected: Uninspected[] = [];
    const notes: Note[] = [];
    const crops: Crop[] = [];
    let reportedMs = clock.nowMs();
    let reportTookMs = 0;
    let reportedSegments = 0;

    const soFar = (of: readonly TextSegment[]): Looked => ({
      mediaType,
      ...matcher.match(of, { nowMs: clock.nowMs() }),
      uninspected,
      notes,
      crops,
    });
    /**
     * Should this process be killed, what it had found by then is not lost. Of very many lines the first are matched first, four
     * times as many each time: matching them all may outlast the file's time. Waits until it is said, since work that does not let
     * go of the process would hold it back.
     */
    const report = async () => {
      const startedMs = clock.nowMs();
      const upTo = Math.max(FIRST_SEGMENTS, reportedSegments * GROWTH);
      await onProgress(soFar(segments.slice(0, upTo)));
      reportedSegments = Math.min(upTo, segments.length);
      reportedMs = clock.nowMs();
      reportTookMs = reportedMs - startedMs;
    };
    /** Before each risk, for at most a tenth of the time. */
    const reportNews = async () => {
      const sinceMs = clock.nowMs() - reportedMs;
      if (segments.length > reportedSegments && sinceMs >= reportTookMs * REPORT_SHARE) await report();
    };

    for await (const piece of timed(openFile(bytes, mediaType, budget), 'open', stopwatch)) {
      switch (piece.kind) {
        case 'text':
          segments.push(piece.segment);
          break;
        case 'note':
          notes.push(piece.note);
          break;
        case 'uninspected':
          uninspected.push(piece.note);
          break;
        case 'milestone':
          await reportNews();
          break;
        case 'image': {
          await reportNews();
          const at = { part: piece.part, page: piece.page };
          const seen = await stopwatch.during('look', () => lookAt(piece, at, deadlineMs));
          const { frame } = piece;
          segments.push(
            ...(frame === undefined ? seen.segments : seen.segments.map((line) => placeInPage(line, frame))),
          );
          uninspected.push(...seen.uninspected);
          crops.push(...seen.crops.slice(0, MOST_CROPS - crops.length));
          if (seen.crops.length > 0) await report();
          break;
        }
      }
      if (clock.nowMs() - reportedMs >= PROGRESS_EVERY_MS) await report();
    }
    while (segments.length > Math.max(FIRST_SEGMENTS, reportedSegments * GROWTH)) await report();
    const features = parts.wantsFeatures === true ? { features: matcher.features(segments) } : {};
    return { ...soFar(segments), ...features, stages: stopwatch.take() };
  };

  async function lookAt(
    { bytes, index = 0 }: { readonly bytes: Uint8Array; readonly index?: number },
    where: { part: string; page: number | null },
    deadlineMs: number,
  ): Promise<{ segments: readonly TextSegment[]; uninspected: readonly Uninspected[]; crops: Crop[] }> {
    const nothing = { segments: [], crops: [] };
    const name = partName(where.part, where.page);
    if (clock.nowMs() >= deadlineMs) {
      return { ...nothing, uninspected: [limited(name, 'time-out', limits, 'wallMs')] };
    }
    try {
      const read = await parts.readPicture(
        { bytes, index },
        {
          budget: { deadlineMs, maxPixels: limits.pixels, preset: parts.preset },
          where,
          isCertain: (segments) => matcher.isCertain(segments),
          isFound: (segments) =>
            judge(matcher.match(segments, { nowMs: clock.nowMs() }).findings, []).verdict === 'found',
          clock,
        },
      );
      return {
        segments: read.segments,
        uninspected: read.uninspected,
        crops: await cropsOf(read, where.page),
      };
    } catch {
      // What is wrong with a picture the reader says itself; what it throws is that it failed on this one.
      return { ...nothing, uninspected: [{ part: name, reason: 'unreadable', limit: null }] };
    }
  }

  /** Pictures are cut as soon as they are read: keeping every page of a long scan until the end would cost its memory. */
  async function cropsOf(read: Awaited<ReturnType<ReadPicture>>, page: number | null): Promise<Crop[]> {
    const crops: Crop[] = [];
    for (const finding of matcher.match(read.segments, { nowMs: clock.nowMs() }).findings) {
      if (crops.length === MOST_CROPS) break;
      if (finding.confidence < CERTAIN_ENOUGH || finding.where.box === null) continue;
      try {
        crops.push({ page, png: await read.crop(finding.where) });
      } catch {
        // The finding stands without its picture.
      }
    }
    return crops;
  }
}
