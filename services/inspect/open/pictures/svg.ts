import type { Opened, Opener, OpenInput } from '../opened.ts';
import { decodeMarkup, readMarkup } from '../text/markup.ts';

/**
 * SVG: its text as text, and rendered as a picture, because letters may be outlines. The renderer (librsvg through
 * sharp, from memory, without a base address) follows no reference to files or hosts.
 */
export const svg: Opener = { id: 'svg', mediaTypes: ['image/svg+xml'], open: openSvg };

async function* openSvg(input: OpenInput): AsyncIterable<Opened> {
  yield* readMarkup(decodeMarkup(input.bytes), { xml: true, part: input.part });
  yield { kind: 'image', bytes: input.bytes, page: null };
}
