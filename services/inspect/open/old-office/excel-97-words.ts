import type { Zone } from '../../../../shared/messages/parts.ts';
import { wordsInFormat } from '../office/cell-formats.ts';
import { printedSections } from '../office/print-codes.ts';
import type { Said } from './excel-97-cells.ts';
import { filtered, literals } from './excel-97-formulas.ts';
import { type ExcelRecord, RECORD } from './excel-97-records.ts';
import { byteString, characters, type Lettering, stringAt, stringsFrom } from './excel-97-strings.ts';
import { artWords } from './office-art.ts';

/** What a record says that is no cell: names, notes, text boxes, charts, printed headers and footers. */
export function wordsOfRecord({ type, pieces }: ExcelRecord, lettering: Lettering): Iterable<Said> {
  const [body = Buffer.alloc(0)] = pieces;
  const { isOld } = lettering;
  switch (type) {
    case RECORD.header:
    case RECORD.footer:
      return printed(stringAt(body, 0, isOld ? 1 : 2, lettering), type === RECORD.header);
    case RECORD.headerFooter:
      return stringsFrom(body, 38).flatMap((text, index) => printed(text, index % 2 === 0));
    case RECORD.name:
      return isOld ? [] : standing('unknown', [definedName(body), ...literals(body, 15)]);
    case RECORD.format:
      return isOld ? [] : standing('cell', wordsInFormat(stringAt(body, 2, 2, lettering)));
    case RECORD.style:
      return isOld || isBuiltIn(body) ? [] : standing('unknown', [stringAt(body, 2, 2, lettering)]);
    case RECORD.rule:
      return isOld ? [] : standing('unknown', literals(body, 6));
    case RECORD.filter:
      return isOld ? [] : standing('unknown', filtered(body));
    case RECORD.note:
      return isOld ? standing('cell', [byteString(body, 4, 2, lettering.encoding)]) : [];
    case RECORD.validation:
      return standing('unknown', stringsFrom(body, 4).slice(0, 4));
    case RECORD.hyperlink:
      return standing('unknown', body.toString('utf16le').match(LINK) ?? []);
    case RECORD.seriesText:
      return standing('body', [stringAt(body, 2, 1, lettering)]);
    case RECORD.sheet:
      return standing('title', [stringAt(body, 6, 1, lettering)]);
    case RECORD.drawing:
      return drawn(Buffer.concat(pieces));
    case RECORD.textObject:
      return standing('body', pieces.slice(1, 2).map(boxedText));
    default:
      return [];
  }
}

/** What looks like words of a link and where it leads. */
const LINK = /[\x20-\x7e\u00a0-\u9fff\uac00-\ud7af]{5,}/g;

function standing(zone: Zone, texts: readonly string[]): Said[] {
  return texts.map((text) => ({ text, zone }));
}

function printed(codes: string, isHeader: boolean): Said[] {
  return standing(isHeader ? 'header' : 'footer', printedSections(codes));
}

function* drawn(art: Buffer): Iterable<Said> {
  for (const { text, kind } of artWords(art))
    yield { text, zone: kind === 'drawn' ? 'watermark' : 'unknown' };
}

/** [MS-XLS] 2.4.150: its length stands in front of what it means, its letters behind. */
function definedName(body: Buffer): string {
  const wide = (body[14] ?? 0) & 1;
  return characters(body, 15, (body[3] ?? 0) * (wide + 1), wide);
}

/** The highest bit says that a style is one of Excel's own. */
function isBuiltIn(body: Buffer): boolean {
  return body.length < 2 || (body.readUInt16LE(0) & 0x8000) !== 0;
}

/** The text of a box, in the record that continues it. */
function boxedText(piece: Buffer): string {
  return characters(piece, 1, piece.length - 1, (piece[0] ?? 0) & 1);
}
