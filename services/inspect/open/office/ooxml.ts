import { zipEntries } from '../archives/zip-entries.ts';
import { childPart, partName } from '../budget.ts';
import { readPart, spentLimit, unpackOne } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { decodeMarkup } from '../text/markup.ts';
import { binaryFormats, binaryRows, binarySheetLines, binaryStrings } from './binary-sheet.ts';
import { slideOrder } from './ooxml-order.ts';
import { rootOf, takerOf } from './ooxml-parts.ts';
import { headsOfSheet, sharedStrings } from './shared-strings.ts';
import type { Banner } from './sheet-banners.ts';
import { headsOfRows, type SharedColumn, sharedColumns } from './sheet-columns.ts';
import { type SheetCell, sharedRows, sheetBanners } from './sheet-rows.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const SLIDES = 'application/vnd.openxmlformats-officedocument.presentationml';

/** Word, Excel and PowerPoint since 2007: a ZIP of XML parts, pictures and embedded files. */
export const ooxml: Opener = {
  id: 'ooxml',
  mediaTypes: [
    `${WORD}.document`,
    `${WORD}.template`,
    'application/vnd.ms-word.document.macroenabled.12',
    'application/vnd.ms-word.template.macroenabled.12',
    `${SHEET}.sheet`,
    `${SHEET}.template`,
    'application/vnd.ms-excel.sheet.macroenabled.12',
    'application/vnd.ms-excel.sheet.binary.macroenabled.12',
    'application/vnd.ms-excel.template.macroenabled.12',
    'application/vnd.ms-excel.addin.macroenabled.12',
    `${SLIDES}.presentation`,
    `${SLIDES}.slideshow`,
    `${SLIDES}.template`,
    'application/vnd.ms-powerpoint.presentation.macroenabled.12',
    'application/vnd.ms-powerpoint.slideshow.macroenabled.12',
    'application/vnd.ms-powerpoint.template.macroenabled.12',
    'application/vnd.ms-powerpoint.addin.macroenabled.12',
  ],
  open: openOoxml,
};

/** Parts of a binary workbook; what else ends so is a file of its own kind. */
const BINARY_SHEET =
  /^xl\/((worksheets|chartsheets|dialogsheets|macrosheets|tables|pivotTables|pivotCache|externalLinks|queryTables)\/(.+\/)?)?[a-z]+\d*\.bin$/i;

const BINARY_ROWS = /^xl\/worksheets\/[a-z]+\d*\.bin$/i;
const STRINGS = /^xl\/sharedStrings\.(?:xml|bin)$/i;
const BINARY_STYLES = /^xl\/styles\.bin$/i;
const BINARY_STRINGS = /^xl\/sharedStrings\.bin$/i;

async function* openOoxml(input: OpenInput): AsyncIterable<Opened> {
  const pages = await slideOrder(input.bytes, input.budget);
  const banners: Banner<SheetCell>[] = [];
  const columns: SharedColumn[] = [];
  /** Read last: where a shared string stands, the sheets say. */
  const shared: Array<readonly [ordinal: number, read: () => Iterable<Opened>]> = [];
  const readShared = function* () {
    for (const [number, read] of shared) yield* readPart(input, number, read);
  };
  const strings = await stringsBefore(input);
  let ordinal = 0;
  for await (const entry of zipEntries(input.bytes)) {
    ordinal += 1;
    const taker = takerOf(entry.name);
    if (taker === 'structure') continue;
    const spent = spentLimit(input);
    if (spent !== null) {
      yield* readShared();
      yield spent;
      return;
    }
    const page = pages.get(entry.name) ?? slideNumber(entry.name);
    const out = ordinal === strings?.ordinal ? strings.out : await unpackOne(entry, ordinal, input);
    if (out.kind !== 'file') yield out;
    else if (/vbaProject\.bin$/i.test(entry.name) && !isCompoundFile(out.bytes))
      yield macroOnly(input.part, ordinal);
    else if (BINARY_STYLES.test(entry.name))
      yield* readPart(input, ordinal, () => binaryFormats(out.bytes, input.part));
    else if (BINARY_SHEET.test(entry.name)) {
      const isSheet = BINARY_ROWS.test(entry.name);
      if (isSheet) columns.push(...columnsIn(out.bytes));
      const heads = isSheet ? binaryHeads(out.bytes, strings?.texts ?? []) : null;
      const isShared = BINARY_STRINGS.test(entry.name);
      const read = () => binarySheetLines(out.bytes, input.part, isShared ? columns : [], heads);
      if (isShared) shared.push([ordinal, read]);
      else yield* readPart(input, ordinal, read);
    } else if (taker === 'file') yield page === null ? out : { ...out, page };
    else {
      const xml = ordinal === strings?.ordinal ? strings.xml : decodeMarkup(out.bytes);
      const isSheet = rootOf(xml) === 'worksheet';
      if (isSheet) {
        banners.push(...sheetBanners(xml));
        columns.push(...sharedColumns(sharedRows(xml)));
      }
      const heads = isSheet && strings !== null ? headsOfSheet(xml, strings.xml) : null;
      if (rootOf(xml) === 'sst')
        shared.push([ordinal, () => sharedStrings(xml, input, { banners, columns })]);
      else yield* readPart(input, ordinal, () => taker(xml, { part: input.part, page, heads }));
    }
  }
  yield* readShared();
}

/** The strings that the sheets of a workbook share: what they are called that stand over its columns, a sheet does not say itself. */
async function stringsBefore(
  input: OpenInput,
): Promise<{ ordinal: number; out: Opened; xml: string; texts: readonly string[] } | null> {
  let ordinal = 0;
  try {
    for await (const entry of zipEntries(input.bytes)) {
      ordinal += 1;
      if (!STRINGS.test(entry.name) || spentLimit(input) !== null) continue;
      const out = await unpackOne(entry, ordinal, input);
      const isBinary = BINARY_STRINGS.test(entry.name);
      return {
        ordinal,
        out,
        xml: out.kind === 'file' && !isBinary ? decodeMarkup(out.bytes) : '',
        texts: out.kind === 'file' && isBinary ? binaryStrings(out.bytes) : [],
      };
    }
  } catch {
    // Said when the parts are read one by one.
  }
  return null;
}

function columnsIn(sheet: Uint8Array): SharedColumn[] {
  try {
    return sharedColumns(binaryRows(sheet));
  } catch {
    // That the sheet breaks off is said when it is read.
    return [];
  }
}

function binaryHeads(sheet: Uint8Array, texts: readonly string[]): readonly string[] | null {
  try {
    return headsOfRows(binaryRows(sheet), (shared) => texts[shared] ?? '');
  } catch {
    // As above.
    return null;
  }
}

/** Where the presentation does not say the order, names do. */
function slideNumber(path: string): number | null {
  const number = /slides\/slide(\d{1,6})\.xml$/i.exec(path)?.[1];
  return number === undefined || Number(number) < 1 ? null : Number(number);
}

function isCompoundFile(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;
}

function macroOnly(part: string, ordinal: number): Opened {
  const name = partName(childPart(part, ordinal));
  return { kind: 'uninspected', note: { part: name, reason: 'macro-only', limit: null } };
}
