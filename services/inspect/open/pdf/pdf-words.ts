import { constants, inflateSync } from 'node:zlib';
import { wordsOfCode } from '../text/code-words.ts';
import { decodeMarkup, readMarkup } from '../text/markup.ts';

/**
 * Strings behind a key, whatever the key: alternative and actual texts, titles of threads and of parts, subjects of remarks, captions of
 * buttons, values of fields, reasons of signatures, private data of programs (ISO 32000 14.9, 12.5, 12.7).
 */
const KEY = /\/([A-Za-z][\w.#-]{0,60})\s*(?=\(|<(?!<))/g;
/** Keys of strings that are no words: digests, keys, dates, tables of colours, fonts, names by which programs find things, names of files. */
const WORDLESS_KEYS = new Set(
  'ID O U OE UE Perms Cert CheckSum Lookup M CreationDate ModDate D DA NM T F UF Lang Registry Ordering Panose FontFamily'.split(
    ' ',
  ),
);
const STREAM = /(?<!end)stream\r?\n/g;
/** Pictures, fonts, tables of references: no words. Files are opened by themselves. */
const WORDLESS =
  /\/Subtype\s*\/(?:Image|Type1C|CIDFontType0C|OpenType)|\/Type\s*\/EmbeddedFile|\/Length[123]\b|\/Type\s*\/XRef/;
const XML = /^(?:\xef\xbb\xbf)?\s{0,99}<(?:\?x|[a-z:]{2,30}[\s>])/;
const XML_WITHIN = 150;
const DICTIONARY_WITHIN = 2000;
const LONGEST = 100_000;
const SHORTEST = 3;
const UNCLOSED_AT_MOST = 100;

/**
 * Words of a PDF that stand on no page and that readers of PDF do not hand out, wherever in the file they are: in objects, in streams of
 * objects, in what pages draw. Not for encrypted documents, of which they are noise. `mostBytes` is what may come out of streams; null
 * at the end says that it was not enough.
 */
export function* pdfWords(bytes: Uint8Array, mostBytes: number): Iterable<string | null> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  yield* wordsIn(text);
  let left = mostBytes;
  for (const { 0: word, index } of text.matchAll(STREAM)) {
    const head = text.slice(Math.max(0, index - DICTIONARY_WITHIN), index);
    const dictionary = head.slice(head.lastIndexOf('obj'));
    if (WORDLESS.test(dictionary)) continue;
    const from = index + word.length;
    const end = text.indexOf('endstream', from);
    const data = bytes.subarray(from, end < 0 ? bytes.length : end);
    const isPacked = /\/Fl(?:ateDecode)?\b/.test(dictionary);
    if (!isPacked && XML.test(dictionary.includes('/Filter') ? '' : text.slice(from, from + XML_WITHIN)))
      yield* wordsOfXml(data);
    if (!isPacked) continue;
    const inner = inflated(data, left);
    if (inner === 'too large') {
      yield null;
      return;
    }
    left -= inner.length;
    if (XML.test(inner.slice(0, XML_WITHIN))) yield* wordsOfXml(Buffer.from(inner, 'latin1'));
    else yield* wordsIn(inner);
  }
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

function inflated(data: Uint8Array, mostBytes: number): string {
  try {
    const finishFlush = constants.Z_SYNC_FLUSH;
    return inflateSync(data, { maxOutputLength: Math.max(1, mostBytes), finishFlush }).toString('latin1');
  } catch (error) {
    const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return isLarge ? 'too large' : '';
  }
}

/** Strings that are never closed would be read to their limit each: null when that has gone on for too long. */
function* wordsIn(text: string): Iterable<string | null> {
  let unclosed = 0;
  for (const { 0: key, 1: name = '', index } of text.matchAll(KEY)) {
    if (WORDLESS_KEYS.has(name)) continue;
    const at = index + key.length;
    const raw = text[at] === '(' ? literal(text, at + 1) : hexadecimal(text, at + 1);
    if (raw === null) {
      unclosed += 1;
      if (unclosed < UNCLOSED_AT_MOST) continue;
      yield null;
      return;
    }
    const words = decoded(raw).trim();
    if (words.length < SHORTEST || /[^\P{Cc}\s]|\ufffd/u.test(words)) continue;
    if (name === 'JS') yield* wordsOfCode(words);
    else yield words;
  }
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: ' ', f: '\n', '\n': '' };

/** ISO 32000 7.3.4.2: parentheses in pairs, escapes. */
function literal(text: string, from: number): string | null {
  let said = '';
  let depth = 1;
  for (let at = from; at < text.length && at < from + LONGEST; at += 1) {
    const letter = text[at] ?? '';
    if (letter === '\\') {
      const [octal] = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4)) ?? [];
      const next = text[at + 1] ?? '';
      said +=
        octal === undefined ? (ESCAPED[next] ?? next) : String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      at += octal?.length ?? 1;
      continue;
    }
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (depth === 0) return said;
    said += letter;
  }
  return null;
}

function hexadecimal(text: string, from: number): string | null {
  const end = text.slice(from, from + LONGEST).indexOf('>');
  if (end < 0) return null;
  const digits = text.slice(from, from + end).replace(/\s/g, '');
  return /^[0-9A-Fa-f]+$/.test(digits) ? Buffer.from(digits, 'hex').toString('latin1') : '';
}

function decoded(raw: string): string {
  const [, mark] = /^(\xfe\xff|\xff\xfe|\xef\xbb\xbf)/.exec(raw) ?? [];
  const encoding =
    mark === undefined
      ? 'windows-1252'
      : mark === '\xfe\xff'
        ? 'utf-16be'
        : mark === '\xff\xfe'
          ? 'utf-16le'
          : 'utf-8';
  return new TextDecoder(encoding).decode(Buffer.from(raw, 'latin1'));
}
