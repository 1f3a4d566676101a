import { ContentError } from '../../../shared/errors.ts';
import type { Zone } from '../../../shared/messages/parts.ts';
import { limited, partName } from './budget.ts';
import { decodeText } from './decode-text.ts';
import type { Opened, Opener, OpenInput } from './opened.ts';
import { textSegment } from './text-segment.ts';

/** Anything that is lines of text: txt, csv, md, json, logs, source. Form feeds part pages. */
export const plainText: Opener = {
  id: 'plain-text',
  mediaTypes: [
    'text/plain',
    'application/json',
    'text/calendar',
    'text/vcard',
    'text/vtt',
    'application/x-subrip',
  ],
  open: openPlainText,
};

async function* openPlainText(input: OpenInput): AsyncIterable<Opened> {
  const decoded = decodeText(input.bytes);
  if (decoded === null)
    throw new ContentError('NOT_TEXT', 'Expected text in a known encoding, got other bytes');
  const { part, budget } = input;
  const text = input.type.mediaType === 'application/json' ? unescapeJson(decoded.text) : decoded.text;
  const pages = text.split('\f');
  for (const [index, page] of pages.entries()) {
    const lines = page.split(/\r\n|\r|\n|\u2028/);
    const edges = edgeLines(lines);
    for (const [at, line] of lines.entries()) {
      if (line.trim() === '') continue;
      if (!budget.take('textChars', line.length)) {
        yield {
          kind: 'uninspected',
          note: limited(partName(part), 'too-large', budget.limits, 'textChars'),
        };
        return;
      }
      const zone: Zone = edges.get(at) ?? 'body';
      yield textSegment({ text: line, part, page: pages.length > 1 ? index + 1 : null, zone });
    }
  }
}

/** JSON writes letters outside ASCII as \uXXXX where its maker wanted so, and slashes as \/. */
function unescapeJson(text: string): string {
  return text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('\\/', '/');
}

const LONGEST_BANNER = 120;

/** The first and the last line stand where banners stand, if they stand alone or are short. */
function edgeLines(lines: readonly string[]): Map<number, Zone> {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const edges = new Map<number, Zone>();
  if (first === last) return edges;
  if ((lines[last]?.length ?? 0) <= LONGEST_BANNER) edges.set(last, 'footer');
  if ((lines[first]?.length ?? 0) <= LONGEST_BANNER) edges.set(first, 'header');
  return edges;
}
