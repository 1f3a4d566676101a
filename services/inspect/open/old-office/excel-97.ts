import { ContentError } from '../../../../shared/errors.ts';
import type { Opened } from '../opened.ts';
import { encodingOf } from '../text/code-pages.ts';
import { textSegment } from '../text-segment.ts';
import type { Storage } from './compound-storage.ts';
import { cellsOf, type Said } from './excel-97-cells.ts';
import { type ExcelRecord, excelRecords, RECORD, workbookOf } from './excel-97-records.ts';
import { sharedPlaces } from './excel-97-rows.ts';
import type { Lettering } from './excel-97-strings.ts';
import { wordsOfRecord } from './excel-97-words.ts';
import { artPictures } from './office-art.ts';

const BIFF8 = 0x0600;

/** Text of an Excel 5–2003 workbook: cells, formulas, names, notes, text boxes, charts, printed headers and footers. */
export function* readExcel97(storage: Storage, part: string): Iterable<Opened> {
  const workbook = workbookOf(storage);
  if (workbook === null) return;
  let isCut = false;
  const cut = () => {
    isCut = true;
  };
  const wordsOfCells = cellsOf(sharedPlaces(excelRecords(workbook)), cut);
  let lettering: Lettering = { isOld: false, encoding: 'windows-1252' };
  for (const record of excelRecords(workbook, cut)) {
    if (record.type === RECORD.filePass)
      throw new ContentError('CONTENT_ENCRYPTED', 'Expected a workbook without a password');
    lettering = letteringFrom(record, lettering);
    for (const said of wordsOfCells(record, lettering)) yield* linesOf(said, part);
    for (const said of wordsOfRecord(record, lettering)) yield* linesOf(said, part);
  }
  if (isCut) throw new ContentError('XLS_DAMAGED', 'Expected records that hold what they say, got less');
}

/** A beginning tells the version, another record the code page; both hold from there on. */
function letteringFrom({ type, pieces }: ExcelRecord, before: Lettering): Lettering {
  const [body = Buffer.alloc(0)] = pieces;
  const number = body.length >= 2 ? body.readUInt16LE(0) : null;
  if (type === RECORD.beginning) return { ...before, isOld: number !== null && number < BIFF8 };
  if (type === RECORD.codePage && number !== null) return { ...before, encoding: encodingOf(number) };
  return before;
}

function linesOf({ text, zone, columns }: Said, part: string): Opened[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.replaceAll('\u0000', '').trim())
    .filter((line) => line !== '')
    .map((line) => textSegment({ text: line, part, page: null, zone, columns }));
}

/** The pictures of a workbook: their records are cut wherever a record was full. */
export function* excelPictures(storage: Storage): Iterable<Uint8Array> {
  const workbook = workbookOf(storage);
  if (workbook === null) return;
  const drawn: Buffer[] = [];
  for (const { type, pieces } of excelRecords(workbook))
    if (type === RECORD.drawingGroup) drawn.push(...pieces);
  yield* artPictures(Buffer.concat(drawn));
}
