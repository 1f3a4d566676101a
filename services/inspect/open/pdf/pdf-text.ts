import type { PDFPageProxy } from 'pdfjs-dist';
import type { Where, Zone } from '../../../../shared/messages/parts.ts';
import type { Column, TextSegment } from '../../report.ts';
import { geometricColumns, type OpenTable } from '../geometric-columns.ts';

/** Between the pages of a document that are read one after another. */
export interface PagesBefore {
  table: OpenTable | null;
}

/** The lines of one page of a PDF, with where they stand. */
export async function readPdfText(
  page: PDFPageProxy,
  part: string,
  before: PagesBefore,
): Promise<TextSegment[]> {
  const viewport = page.getViewport({ scale: 1 });
  const content = await page.getTextContent();
  const lines: WrittenLine[] = [];
  let current: WrittenLine | null = null;
  for (const item of content.items) {
    if (!('str' in item)) continue;
    const run = runOf(item.str, item.transform, item.width, viewport.transform);
    if (run !== null) {
      if (current === null || !continues(current, run)) {
        current = { ...run, cells: [{ ...run }] };
        lines.push(current);
      } else {
        continueLine(current, run);
      }
    }
    if (item.hasEOL) current = null;
  }
  const written = lines.filter((line) => line.text.trim() !== '');
  const frame = { part, page: page.pageNumber, width: viewport.width, height: viewport.height };
  return inTheirColumns(written, before).map(({ line, column }) => {
    const segment = segmentOf(line, frame);
    return column === null ? segment : { ...segment, columns: [column] };
  });
}

/** Lines of a table come cell by cell, where every cell stands in a column of its own. */
function inTheirColumns(
  lines: readonly WrittenLine[],
  before: PagesBefore,
): Array<{ line: Line; column: Column | null }> {
  const { columns, open } = geometricColumns(
    lines.flatMap(({ cells }) =>
      cells.map(({ text, left, right, baseline, size }) => ({
        text: text.trim(),
        left,
        right,
        top: baseline - size,
        bottom: baseline,
        isAlone: cells.length === 1,
      })),
    ),
    before.table,
  );
  before.table = open;
  let from = 0;
  return lines.flatMap((line) => {
    const own = line.cells.map((cell, at) => ({ line: cell, column: columns.get(from + at) ?? null }));
    from += own.length;
    const told = new Set(own.flatMap(({ column }) => (column === null ? [] : [column.at])));
    return told.size === own.length ? own : [{ line, column: null }];
  });
}

const MOSTLY = 0.8;

/** How many characters a page says; none where most are letters of a font that does not say which they are: it is looked at instead. */
export function charsOf(lines: readonly { readonly text: string }[]): number {
  let chars = 0;
  let unknown = 0;
  for (const { text } of lines) {
    chars += text.length;
    // Private use, what a decoder gave up on, control characters.
    unknown += text.match(/[\ufffd\ue000-\uf8ff]|\p{Cc}/gu)?.length ?? 0;
  }
  return chars - unknown < chars * MOSTLY ? 0 : chars;
}

/** A run of text in page coordinates: origin at the top left, points. `baseline` is the y of its baseline. */
interface Line {
  text: string;
  left: number;
  right: number;
  baseline: number;
  readonly size: number;
  readonly level: boolean;
}

/** A line with the pieces of it that are as far from each other as cells of a table are. */
interface WrittenLine extends Line {
  readonly cells: Line[];
}

function runOf(
  text: string,
  transform: readonly number[],
  width: number,
  view: readonly number[],
): Line | null {
  // White space between runs is told by their distance: as an item it may be as wide as the gap between columns.
  if (text.trim() === '') return null;
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
  const [va = 1, vb = 0, vc = 0, vd = 1, ve = 0, vf = 0] = view;
  const directionX = va * a + vc * b;
  const directionY = vb * a + vd * b;
  const size = Math.hypot(va * c + vc * d, vb * c + vd * d);
  const left = va * e + vc * f + ve;
  return {
    text,
    left,
    right: left + width,
    baseline: vb * e + vd * f + vf,
    size,
    level: Math.abs(directionY) <= Math.abs(directionX) * 0.05,
  };
}

/** Same baseline, same size, and no gap wider than a column's. */
function continues(line: Line, run: Line): boolean {
  const height = Math.max(line.size, run.size, 1);
  return (
    Math.abs(line.baseline - run.baseline) < height * 0.5 &&
    run.left - line.right < height * 3 &&
    run.left - line.right > -height * 3
  );
}

/** Words stand a quarter of their size apart. */
const CELL_GAP = 0.45;

function continueLine(line: WrittenLine, run: Line): void {
  const cell = line.cells.at(-1);
  if (cell === undefined || run.left - cell.right > line.size * CELL_GAP) line.cells.push({ ...run });
  else join(cell, run);
  join(line, run);
}

function join(line: Line, run: Line): void {
  const gap = run.left - line.right;
  const apart = gap > line.size * 0.15 && !line.text.endsWith(' ') && !run.text.startsWith(' ');
  line.text += apart ? ` ${run.text}` : run.text;
  line.right = Math.max(line.right, run.right);
}

interface PageFrame {
  readonly part: string;
  readonly page: number;
  readonly width: number;
  readonly height: number;
}

function segmentOf(line: Line, frame: PageFrame): TextSegment {
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const x = clamp(line.left / frame.width);
  const y = clamp((line.baseline - line.size) / frame.height);
  const box: Where['box'] = [
    x,
    y,
    clamp((line.right - line.left) / frame.width),
    clamp(line.size / frame.height),
  ];
  return {
    text: line.text.trim(),
    where: { part: frame.part, page: frame.page, zone: zoneOf(line, box, frame), box },
    source: 'text',
    key: null,
    ocrConfidence: null,
    looks: { height: line.size / frame.height, struck: false, boxed: false, red: false },
  };
}

/** Margins of a page are its outer eighths; a large line in the middle third across is a title; a slanted one a watermark. */
function zoneOf(line: Line, box: NonNullable<Where['box']>, frame: PageFrame): Zone {
  if (!line.level) return 'watermark';
  const [x, y, width, height] = box;
  if (y + height / 2 < 0.12) return 'header';
  if (y + height / 2 > 0.88) return 'footer';
  const centred = Math.abs(x + width / 2 - 0.5) < 0.08;
  return centred && line.size >= 16 && frame.page === 1 ? 'title' : 'body';
}
