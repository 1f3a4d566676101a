import { holdsWords, wordsOfCode } from '../text/code-words.ts';
import { decodeMarkup, readMarkup } from '../text/markup.ts';
import type { PdfFile } from './pdf-file.ts';
import type { PdfObject } from './pdf-objects.ts';
import { decoded, wordsWithin } from './pdf-strings.ts';

/** Keys of strings that are no words: digests, keys, dates, tables of colours, fonts, names by which programs find things, names of files. */
const WORDLESS_KEYS = new Set(
  'ID O U OE UE Perms Cert CheckSum Lookup M CreationDate ModDate D DA NM F UF Lang Registry Ordering Panose FontFamily'.split(
    ' ',
  ),
);
/** Pictures, fonts, tables of references: no words. Files are opened by themselves. */
const WORDLESS =
  /\/(?:DCT|JPX|CCITTFax|JBIG2)Decode\b|\/Subtype\s*\/(?:Image|Type1C|CIDFontType0C|OpenType)|\/Type\s*\/EmbeddedFile|\/Length[123]\b|\/Type\s*\/XRef/;
const XML = /^(?:\xef\xbb\xbf)?\s{0,99}<(?:\?x|[a-z:]{2,30}[\s>])/;
const XML_WITHIN = 150;
const SHORTEST = 3;
/** Strings without a key of their own that are words, by the array they stand in: alternative texts of media, names of groups of layers. */
const WORDED_LISTS = new Set(['Alt', 'Order']);
/** What has a name by which programs find it, instead of a title. */
const FIELD = /\/FT\b|\/Kids\b|\/Subtype\s{0,9}\/Widget\b/;
const BRACES = /^[<{[]/;

/**
 * Words of a PDF that stand on no page and that readers of PDF do not hand out, wherever in the file they are: alternative and actual texts,
 * titles, subjects, captions, values, private data of programs (ISO 32000 14.9, 12.5, 12.7), remarks. `mostBytes` is what may come out
 * of streams. At the end `null` says that it was not enough, `unread` that some could not be unpacked.
 */
export function* pdfWords(file: PdfFile, mostBytes: number): Iterable<string | null | { unread: true }> {
  let left = mostBytes;
  let isUnread = file.isUnknown;
  for (const stretch of file.between) yield* linesIn(stretch);
  for (const object of file.objects) {
    if (!(yield* wordsIn(object.dictionary, file, object))) return;
    if (object.data === null || WORDLESS.test(object.dictionary)) continue;
    const inner = file.contentOf(object, left);
    if (inner === 'too large') {
      yield null;
      return;
    }
    if (inner === null) isUnread = true;
    if (inner === null || /\/ObjStm\b/.test(object.dictionary)) continue;
    if (isPacked(object)) left -= inner.length;
    if (XML.test(inner.toString('latin1', 0, XML_WITHIN))) yield* wordsOfXml(inner);
    else if (!(yield* wordsIn(inner.toString('latin1'), file, null))) return;
  }
  if (isUnread) yield { unread: true };
}

/** Forms that are written twice, once as XML; properties that have been replaced. */
function* wordsOfXml(bytes: Uint8Array): Iterable<string> {
  for (const piece of readMarkup(decodedXml(bytes), { xml: true, part: '' }))
    if (piece.kind === 'text' && piece.segment.text.length >= SHORTEST) yield piece.segment.text;
}

function decodedXml(bytes: Uint8Array): string {
  try {
    return decodeMarkup(bytes);
  } catch {
    // Its entities grow without end, or its encoding is none: it is read as it stands.
    return Buffer.from(bytes).toString('utf8');
  }
}

const isPacked = ({ dictionary }: PdfObject): boolean => dictionary.includes('/Filter');

/** Of an object or, without one, of what a stream draws. Returns false where strings are never closed, after null said so. */
function* wordsIn(text: string, file: PdfFile, object: PdfObject | null): Generator<string | null, boolean> {
  for (const found of wordsWithin(text, object === null)) {
    if (found === null) {
      yield null;
      return false;
    }
    const { key, kind } = found;
    if (kind === 'remark') {
      yield* printable(found.raw).filter(holdsWords);
      continue;
    }
    const isAlone = kind === 'listed' && key === null && !BRACES.test(text.trimStart());
    if (kind === 'listed' && !isAlone && !WORDED_LISTS.has(key ?? '')) continue;
    if (key !== null && (WORDLESS_KEYS.has(key) || (key === 'T' && FIELD.test(text)))) continue;
    const [words] = printable(decoded(object === null ? found.raw : file.stringOf(found.raw, object)));
    if (words === undefined || (isAlone && !holdsWords(words))) continue;
    if (key === 'JS') yield* wordsOfCode(words);
    else yield words;
  }
  return true;
}

/** What no reader needs to find its way. */
const WAY =
  /^(?:xref|trailer|startxref|endobj|endstream|%PDF-[\d.]+|%%EOF|[\d\s]+[nfR]?|.*<<.*|.*>>.*|\/.*)$/;

/** What lies before, between and behind objects. */
function* linesIn(text: string): Iterable<string> {
  for (const line of text.split(/[\r\n]+/)) {
    if (WAY.test(line.trim())) continue;
    yield* printable(Buffer.from(line, 'latin1').toString('utf8')).filter(holdsWords);
  }
}

function printable(text: string): string[] {
  const words = text.trim();
  return words.length < SHORTEST || /[^\P{Cc}\s]|\ufffd/u.test(words) ? [] : [words];
}
