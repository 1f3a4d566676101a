import type { Uninspected } from '../../../../shared/messages/verdict.ts';
import { framesOf } from '../../look/frames.ts';
import { type Budget, limited, partName } from '../budget.ts';
import { within } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { pictureTexts } from './picture-texts.ts';

/** Pictures the decoder knows. What it cannot decode after all is said by the reader, as `damaged` or `unsupported-type`. */
export const picture: Opener = {
  id: 'picture',
  mediaTypes: [
    'image/png',
    'image/apng',
    'image/jpeg',
    'image/webp',
    'image/gif',
    'image/tiff',
    'image/bmp',
    'image/avif',
    'image/heic',
    'image/heif',
    'image/heic-sequence',
    'image/jp2',
    'image/jxl',
    'image/x-icon',
  ],
  open: openPicture,
};

async function* openPicture(input: OpenInput): AsyncIterable<Opened> {
  yield* within(input, await pictureTexts(input));
  yield* framesIn(input);
}

/** Pages of a TIFF and frames of an animation are pages here: numbered from 1, counted against the limit of pages. */
async function* framesIn({ bytes, part, budget }: OpenInput): AsyncIterable<Opened> {
  const { limits } = budget;
  const { total, indices, notComparedFrom } = await framesOf(bytes, {
    frames: limits.frames,
    pixels: limits.pixels,
    late: budget.late,
  });
  for (const index of indices) {
    const page = total === 1 ? null : index + 1;
    // The picture itself is no page; what it holds beyond the first counts.
    if (index > 0 && !budget.take('pages', 1)) {
      yield { kind: 'uninspected', note: limited(partName(part, page), 'too-many-pages', limits, 'pages') };
      return;
    }
    yield { kind: 'image', bytes, page, index };
  }
  if (notComparedFrom !== null)
    yield { kind: 'uninspected', note: notCompared(part, notComparedFrom, budget) };
}

function notCompared(part: string, from: number, { limits, late }: Budget): Uninspected {
  const name = `${partName(part, from + 1)} and after`;
  return late()
    ? limited(name, 'time-out', limits, 'wallMs')
    : limited(name, 'too-many-pages', limits, 'frames');
}
