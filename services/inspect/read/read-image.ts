import type { Clock } from '../../../shared/clock.ts';
import { ContentError } from '../../../shared/errors.ts';
import type { Where } from '../../../shared/messages/parts.ts';
import type { Uninspected } from '../../../shared/messages/verdict.ts';
import { cropPng } from '../look/crop.ts';
import { decode, type Picture } from '../look/decode.ts';
import { upright } from '../look/upright.ts';
import type { TextSegment } from '../report.ts';
import { PRESETS, type Preset } from './presets.ts';
import { readPage } from './read-page.ts';
import type { Reader } from './reader.ts';

export interface ReadContext {
  readonly reader: Reader;
  readonly budget: {
    /** On `clock`: when this picture must be done. */
    readonly deadlineMs: number;
    readonly maxPixels: number;
    readonly preset: Preset;
  };
  readonly where: { readonly part: string; readonly page: number | null };
  /** Asked after every line with everything read so far; reading stops when it says so. */
  isCertain(segments: readonly TextSegment[]): boolean;
  readonly clock: Clock;
}

export interface ReadImage {
  readonly segments: TextSegment[];
  /** false when any part was not looked at, however much was read. */
  readonly complete: boolean;
  readonly uninspected: Uninspected[];
  /** The place a little wider, upright, at most 900 px wide. PNG bytes. */
  crop(where: Where): Promise<Uint8Array>;
}

/**
 * Reads a picture for as long as its marking is open and its budget lasts. Runs inside the sandbox.
 * What is wrong with the picture comes back as `uninspected`; only faults of the reader are thrown.
 */
export async function readImage(
  image: { readonly bytes: Uint8Array; readonly index?: number },
  context: ReadContext,
): Promise<ReadImage> {
  const { reader, budget, where, clock } = context;
  const startedMs = clock.nowMs();
  const preset = PRESETS[budget.preset];
  const part = where.page !== null ? `page ${where.page}` : where.part === '' ? 'image' : where.part;
  let picture: Picture;
  try {
    picture = await decode(image.bytes, image.index ?? 0, {
      maxPixels: budget.maxPixels,
      workingPixels: preset.workingPixels,
    });
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return nothingSeen(refusal(error, part, budget.maxPixels));
  }
  const page = await readPage(picture, {
    reader,
    preset,
    where,
    isCertain: context.isCertain,
    outOfTime: () => clock.nowMs() >= budget.deadlineMs,
  });
  const uninspected: Uninspected[] = [];
  if (page.cutOff) {
    const limit = { name: 'pictureMs', value: Math.max(0, Math.round(budget.deadlineMs - startedMs)) };
    uninspected.push({ part, reason: 'time-out', limit });
  }
  if (page.unreadable) uninspected.push({ part, reason: 'unreadable', limit: null });
  const frame = upright(picture.working, page.direction);
  return {
    segments: page.segments,
    complete: uninspected.length === 0,
    uninspected,
    crop: (at) => cropPng(picture.working, frame.turns, at.box),
  };
}

function refusal(error: ContentError, part: string, maxPixels: number): Uninspected {
  if (error.code === 'IMAGE_TOO_MANY_PIXELS') {
    return { part, reason: 'too-many-pixels', limit: { name: 'pixels', value: maxPixels } };
  }
  return { part, reason: error.code === 'IMAGE_UNSUPPORTED' ? 'unsupported-type' : 'damaged', limit: null };
}

function nothingSeen(why: Uninspected): ReadImage {
  return {
    segments: [],
    complete: false,
    uninspected: [why],
    crop: () => {
      throw new ContentError(
        'IMAGE_NOT_SEEN',
        `Expected a picture that was read, this one was not: ${why.reason}`,
      );
    },
  };
}
