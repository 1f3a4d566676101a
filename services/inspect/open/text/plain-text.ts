import { ContentError } from '../../../../shared/errors.ts';
import type { Zone } from '../../../../shared/messages/parts.ts';
import { within } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { textSegment } from '../text-segment.ts';
import { asShown, unfoldQuoted, withoutColours } from './as-shown.ts';
import { type DecodedText, decodeAs, decodeText, otherEncodings } from './decode-text.ts';
import { jsonWords } from './json-words.ts';
import { pastedFiles, pastedTexts } from './pasted-files.ts';
import { uuencodedFiles } from './uuencoded.ts';

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
  const { mediaType } = input.type;
  const text = mediaType === 'application/json' ? unescapeJson(decoded.text) : withoutColours(decoded.text);
  const folded = mediaType === 'text/calendar' || mediaType === 'text/vcard';
  // Of more text than may be read that is said, and nothing is read in other ways.
  const isWhole = text.length <= input.budget.left('textChars');
  yield* within(input, linesOf(folded ? unfold(unfoldQuoted(text)) : text, input.part));
  if (isWhole)
    yield* within(input, otherwiseShown(decoded.text, folded ? unfold(unfoldQuoted(text)) : text, input));
  yield* inlineFiles(text);
  if (!decoded.certain) yield* within(input, otherReadings(input, decoded));
}

/** What programs show that know what the text is, and texts within it. */
function* otherwiseShown(written: string, text: string, { part, type }: OpenInput): Iterable<Opened> {
  if (type.mediaType === 'application/json') yield* wordsOfJson(written, part);
  else yield* shownLines(text, part);
  for (const pasted of pastedTexts(text)) yield* linesOf(pasted, part);
}

/** Lines that programs show in another way. */
function* shownLines(text: string, part: string): Iterable<Opened> {
  const isLatex = /\\(?:documentclass|begin\{)/.test(text);
  for (const line of text.split(LINE_END)) {
    const shown = asShown(line, isLatex);
    if (shown !== null) yield textSegment({ text: shown, part, page: null, zone: 'unknown' });
  }
}

function* wordsOfJson(text: string, part: string): Iterable<Opened> {
  const lines = new Set(text.split(LINE_END).map((line) => line.trim()));
  for (const words of jsonWords(parsedJson(text)))
    for (const said of [words, asShown(words, false)])
      if (said !== null && !lines.has(said))
        yield textSegment({ text: said, part, page: null, zone: 'unknown' });
}

/** What is longer is read by its lines only: taken apart it would fill the memory. */
const LONGEST_JSON = 20_000_000;

function parsedJson(text: string): unknown {
  if (text.length > LONGEST_JSON) return null;
  try {
    return JSON.parse(text);
  } catch {
    // It only begins like JSON: its lines are read.
    return null;
  }
}

/** Few enough to be read in every way they can be; of more text the guess is sure. */
const FEW_BYTES = 64 * 1024;

/** Where the encoding is a guess, its lines in every other encoding they may be in: a wrong guess is no miss. */
function* otherReadings({ bytes, part }: OpenInput, { text, encoding }: DecodedText): Iterable<Opened> {
  const sample = bytes.subarray(0, FEW_BYTES);
  const seen = new Set(text.split(LINE_END));
  for (const other of otherEncodings(sample, encoding)) {
    for (const piece of linesOf(decodeAs(sample, other), part)) {
      const line = piece.kind === 'text' ? piece.segment.text : '';
      if (!/[\u0080-\uffff]/.test(line) || seen.has(line)) continue;
      seen.add(line);
      yield piece;
    }
  }
}

const LINE_END = /\r\n|\r|\n|\u2028/;

function* linesOf(text: string, part: string): Iterable<Opened> {
  const pages = text.split('\f');
  for (const [index, page] of pages.entries()) {
    const lines = page.split(LINE_END);
    const edges = edgeLines(lines);
    for (const [at, line] of lines.entries()) {
      if (line.trim() === '') continue;
      const zone: Zone = edges.get(at) ?? 'body';
      yield textSegment({ text: line, part, page: pages.length > 1 ? index + 1 : null, zone });
    }
  }
}

/** Calendars and address cards break long lines and indent what goes on (RFC 5545 3.1). */
function unfold(text: string): string {
  return text.replace(/\r?\n[ \t]/g, '');
}

const CARD_FILE =
  /^(?:ATTACH|PHOTO|LOGO|IMAGE|SOUND)[^:\r\n]*ENCODING=(?:b|BASE64)[^:\r\n]*:((?:[A-Za-z0-9+/=]|\r?\n[ \t])+)/gim;
const DATA_URI = /data:[a-z]+\/[a-z0-9.+-]+;base64,([A-Za-z0-9+/=]{16,})/gi;

/** Attachments of calendars and cards, pictures in Markdown and style sheets, files of the days before MIME: they stand in the text. */
function* inlineFiles(text: string): Iterable<Opened> {
  let ordinal = 0;
  const seen: Buffer[] = [];
  for (const pattern of [CARD_FILE, DATA_URI]) {
    for (const [, base64 = ''] of text.matchAll(pattern)) {
      const bytes = Buffer.from(base64, 'base64');
      ordinal += 1;
      seen.push(bytes);
      if (bytes.length > 0) yield { kind: 'file', bytes, name: null, ordinal };
    }
  }
  for (const bytes of uuencodedFiles(text)) {
    ordinal += 1;
    seen.push(Buffer.from(bytes));
    yield { kind: 'file', bytes, name: null, ordinal };
  }
  for (const bytes of pastedFiles(text)) {
    if (seen.some((other) => other.equals(bytes))) continue;
    ordinal += 1;
    yield { kind: 'file', bytes, name: null, ordinal };
  }
}

/**
 * JSON writes letters outside ASCII as \uXXXX where its maker wanted so, slashes as \/ and ends of lines as \n: a banner at the
 * beginning of such a value stands on a line of its own, as it did in what the value was made from.
 */
function unescapeJson(text: string): string {
  return text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('\\/', '/')
    .replace(/([:[,]\s{0,4}")(?=[^"\\\n]{1,160}\\n)/g, '$1\n')
    .replace(/\\(\\|r\\n|n)/g, (whole, escaped: string) => (escaped === '\\' ? whole : '\n'));
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
