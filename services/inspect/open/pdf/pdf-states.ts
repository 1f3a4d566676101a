import { lastUpTo } from '../../last-up-to.ts';
import { currentObjects, type PdfFile } from './pdf-file.ts';
import { isPage, type PdfObject } from './pdf-objects.ts';

const END = /startxref\s{1,9}(\d{1,12})\s{1,9}%%EOF/g;
const TABLE = /^\s{0,4}(?:xref|\d{1,9} \d{1,5} obj)/;
const CHECKED_CHARS = 32;

/**
 * What the document was before it was changed, the newest first: whoever saves changes by appending them (ISO 32000 7.5.6) leaves all
 * that was there. Only states of which something shown was replaced: a signature or a filled field adds, and takes nothing away.
 */
export function formerStates({ bytes, text, objects }: PdfFile): Uint8Array[] {
  const ends = endsOf(text);
  if (ends.length < 2) return [];
  const told = new Set<number>();
  const last = new Map<number, PdfObject>();
  for (const object of objects) {
    const was = last.get(object.num);
    last.set(object.num, object);
    if (was === undefined || !takesAway(was, object)) continue;
    const end = ends[lastUpTo(ends, object.at)] ?? 0;
    if (end > was.at) told.add(end);
  }
  return [...told].sort((a, b) => b - a).map((end) => bytes.subarray(0, end));
}

/** Where the document ends, and where it ended before, in rising order. */
function endsOf(text: string): number[] {
  const header = Math.max(0, text.indexOf('%PDF-'));
  return [...text.matchAll(END)].flatMap(({ 0: whole, 1: offset, index }) => {
    const table = header + Number(offset);
    // The first end of a linearized file leads to 0; one of a file within this file leads to something else.
    const leads = table < index && TABLE.test(text.slice(table, table + CHECKED_CHARS));
    return leads ? [index + whole.length] : [];
  });
}

const NO_CONTENT = /\/Type\s{0,9}\/(?:Metadata|XRef|ObjStm|EmbeddedFile)\b/;
const REFERENCE = /\d{1,9} \d{1,5} R/g;

/** Whether something that was shown is not any more. Words of dictionaries are read wherever they stand, and matter here no more. */
function takesAway(was: PdfObject, is: PdfObject): boolean {
  if (was.data !== null) return !NO_CONTENT.test(was.dictionary);
  const { dictionary } = was;
  const isShown = isPage(was) || /\/Kids\b|\/XObject\b|\/AP\b|^\s{0,9}\[/.test(dictionary);
  if (!isShown) return false;
  const kept = new Set(is.dictionary.match(REFERENCE) ?? []);
  return (dictionary.match(REFERENCE) ?? []).some((reference) => !kept.has(reference));
}

/** Pages that no tree of pages leads to: deleted, and still there. */
export function pagesOutside(file: PdfFile, listed: ReadonlySet<number>): PdfObject[] {
  return [...currentObjects(file).values()].filter((object) => isPage(object) && !listed.has(object.num));
}

const BOX = /\/(MediaBox|CropBox)\s{0,9}\[([^\]]{0,200})\]/g;
const CROPPED = '/CropBox';
/** As long, and known to nobody. */
const UNCROPPED = '/CropBo_';

/** The same document with its pages as large as their paper, where some show less of it; null where none does. */
export function uncropped(bytes: Uint8Array): Uint8Array | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.includes(CROPPED)) return null;
  const boxes: Record<string, Set<string>> = { MediaBox: new Set(), CropBox: new Set() };
  for (const [, name = '', sides = ''] of buffer.toString('latin1').matchAll(BOX))
    boxes[name]?.add(
      sides
        .trim()
        .split(/\s+/)
        .map((side) => Math.round(Number(side)))
        .join(' '),
    );
  if ([...(boxes.CropBox ?? [])].every((box) => boxes.MediaBox?.has(box))) return null;
  const whole = Buffer.from(buffer);
  for (let at = whole.indexOf(CROPPED); at >= 0; at = whole.indexOf(CROPPED, at + 1))
    whole.write(UNCROPPED, at, 'latin1');
  return whole;
}
