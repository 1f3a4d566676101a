import type { Clock } from '../../../shared/clock.ts';
import { ContentError } from '../../../shared/errors.ts';
import type { Where } from '../../../shared/messages/parts.ts';
import type { Uninspected } from '../../../shared/messages/verdict.ts';
import { cropPng } from '../look/crop.ts';
import { decode, type Paper, type Picture } from '../look/decode.ts';
import { upright } from '../look/upright.ts';
import { partName } from '../open/budget.ts';
import type { TextSegment } from '../report.ts';
import { PRESETS, type Preset, type PresetCost } from './presets.ts';
import { type PageRead, readPage } from './read-page.ts';
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
  /** Whether that is a marking already, if not certain; while it is not, likely lines are read again. `isCertain` when left out. */
  isFound?(segments: readonly TextSegment[]): boolean;
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
  const { budget, where, clock } = context;
  const startedMs = clock.nowMs();
  const preset = PRESETS[budget.preset];
  const part = where.part === '' && where.page === null ? 'image' : partName(where.part, where.page);
  const open = (paper?: Paper) =>
    decode(
      image.bytes,
      image.index ?? 0,
      { maxPixels: budget.maxPixels, workingPixels: preset.workingPixels },
      paper,
    );
  let seen: Seen;
  try {
    seen = await onEveryPaper(open, { ...context, preset });
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return nothingSeen(refusal(error, part, budget.maxPixels));
  }
  const { page, picture } = seen;
  const uninspected: Uninspected[] = [];
  if (page.cutOff) {
    const limit = { name: 'pictureMs', value: Math.max(0, Math.round(budget.deadlineMs - startedMs)) };
    uninspected.push({ part, reason: 'time-out', limit });
  }
  if (page.missingScript !== null) {
    uninspected.push({
      part: `${part}, lines in ${page.missingScript} script`,
      reason: 'unreadable-script',
      limit: null,
    });
  }
  if (picture.endsEarly) uninspected.push({ part, reason: 'damaged', limit: null });
  if (page.unreadable || picture.invisible) uninspected.push({ part, reason: 'unreadable', limit: null });
  return {
    segments: page.segments,
    complete: uninspected.length === 0,
    uninspected,
    crop: async (at) => {
      const raster = await picture.working();
      return cropPng(raster, upright(raster, page.direction).turns, at.box);
    },
  };
}

interface Seen {
  readonly page: PageRead;
  readonly picture: Picture;
}

/** A transparent picture shows other writing on white than on black: it is read on both, unless the first already settles it. */
async function onEveryPaper(
  open: (paper?: Paper) => Promise<Picture>,
  context: ReadContext & { readonly preset: PresetCost },
): Promise<Seen> {
  const { budget, clock } = context;
  const pageContext = {
    ...context,
    isFound: (segments: readonly TextSegment[]) => (context.isFound ?? context.isCertain)(segments),
    outOfTime: () => clock.nowMs() >= budget.deadlineMs,
  };
  const first = await open();
  let seen: Seen = { picture: first, page: await readPage(first, pageContext) };
  for (const paper of first.papers.slice(1)) {
    if (seen.page.segments.length > 0 && context.isCertain(seen.page.segments)) break;
    const picture = await open(paper);
    const page = await readPage(picture, pageContext);
    const [main, other] =
      page.segments.length > seen.page.segments.length ? [page, seen.page] : [seen.page, page];
    seen = {
      picture: main === page ? picture : seen.picture,
      page: {
        ...main,
        segments: [...main.segments, ...other.segments],
        cutOff: main.cutOff || other.cutOff,
        unreadable: main.unreadable || other.unreadable,
        missingScript: main.missingScript ?? other.missingScript,
      },
    };
  }
  return seen;
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
