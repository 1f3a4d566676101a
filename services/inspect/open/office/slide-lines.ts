import { Parser } from 'htmlparser2';
import type { Where, Zone } from '../../../../shared/messages/parts.ts';
import type { Column } from '../../report.ts';
import type { Opened } from '../opened.ts';
import { createTableColumns } from '../table-columns.ts';
import { textSegment } from '../text-segment.ts';
import { createOfficeNames } from './office-names.ts';

/** English Metric Units of the usual slide; only the proportion matters, to tell the edges from the middle. */
const SLIDE_HEIGHT = 6_858_000;
const SLIDE_WIDTH = 12_192_000;
const DEEPEST = 1000;

/** Placeholders that say where they are instead of giving a position. */
const PLACEHOLDERS: Readonly<Record<string, Zone>> = {
  title: 'title',
  ctrTitle: 'title',
  ftr: 'footer',
  hdr: 'header',
  dt: 'footer',
};

/** Elements that keep words in their attributes: alternative texts, names of slides and layouts, what links say. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'p:cNvPr': ['descr', 'title'],
  'p:cSld': ['name'],
  'a:hlinkClick': ['tooltip'],
  'a:hlinkHover': ['tooltip'],
};
/** Text of a run, and of a formula. */
const TEXTS = new Set(['a:t', 'm:t']);

interface Shape {
  zone: Zone | null;
  x: number;
  y: number;
  width: number;
  height: number;
  placed: boolean;
}

/** The paragraphs of a slide, master or layout, with where their shape stands on it. */
export function slideLines(xml: string, at: { part: string; page: number | null }): Opened[] {
  const { page } = at;
  const canonical = createOfficeNames();
  const out: Opened[] = [];
  const shapes: Shape[] = [];
  const columns = createTableColumns();
  let depth = 0;
  let inText = false;
  let line = '';

  const parser = new Parser(
    {
      onopentag(raw, attributes) {
        canonical.declare(attributes);
        const name = canonical.name(raw);
        depth += 1;
        if (depth > DEEPEST) throw new RangeError(`Expected at most ${DEEPEST} nested elements`);
        const shape = shapes.at(-1);
        if (/^p:(sp|graphicFrame|pic|cxnSp)$/.test(name)) {
          shapes.push({ zone: null, x: 0, y: 0, width: 0, height: 0, placed: false });
        } else if (WORDS[name] !== undefined) {
          for (const key of WORDS[name]) {
            const words = attributes[key];
            if (words !== undefined && words.trim() !== '')
              out.push(textSegment({ text: words, part: at.part, page, zone: 'unknown' }));
          }
        } else if (name === 'p:ph' && shape !== undefined) {
          shape.zone = PLACEHOLDERS[attributes.type ?? ''] ?? null;
        } else if (name === 'a:off' && shape !== undefined && !shape.placed) {
          shape.x = Number(attributes.x ?? 0);
          shape.y = Number(attributes.y ?? 0);
          shape.placed = true;
        } else if (name === 'a:ext' && shape !== undefined && attributes.cy !== undefined) {
          shape.width = Number(attributes.cx ?? 0);
          shape.height = Number(attributes.cy);
        } else if (name === 'a:tbl') {
          columns.beginTable();
        } else if (name === 'a:tr') {
          columns.beginRow();
        } else if (name === 'a:tc') {
          columns.beginCell();
        } else if (name === 'a:p') {
          line = '';
        } else if (TEXTS.has(name)) {
          inText = true;
        } else if (name === 'a:br' || name === 'a:tab') {
          line += ' ';
        }
      },
      onclosetag(raw) {
        const name = canonical.name(raw);
        depth -= 1;
        if (TEXTS.has(name)) inText = false;
        else if (/^p:(sp|graphicFrame|pic|cxnSp)$/.test(name)) shapes.pop();
        else if (name === 'a:tr') columns.endRow();
        else if (name === 'a:tbl') columns.endTable();
        else if (name === 'a:p' && line.trim() !== '') {
          const text = line.replace(/\s+/g, ' ').trim();
          out.push(segment(text, shapes.at(-1), { ...at, column: columns.say(text) }));
        }
      },
      ontext(data) {
        if (inText) line += data;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return out;
}

function segment(
  text: string,
  shape: Shape | undefined,
  { part, page, column }: { part: string; page: number | null; column: Column | null },
): Opened {
  return {
    kind: 'text',
    segment: {
      text,
      where: { part, page, zone: zoneOf(shape), box: boxOf(shape) },
      source: 'text',
      key: null,
      ocrConfidence: null,
      ...(column === null ? {} : { columns: [column] }),
      looks: null,
    },
  };
}

function zoneOf(shape: Shape | undefined): Zone {
  if (shape?.zone != null) return shape.zone;
  if (shape === undefined || !shape.placed) return 'body';
  const middle = (shape.y + shape.height / 2) / SLIDE_HEIGHT;
  if (middle < 0.1) return 'header';
  return middle > 0.9 ? 'footer' : 'body';
}

function boxOf(shape: Shape | undefined): Where['box'] {
  if (shape === undefined || !shape.placed) return null;
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clamp(shape.x / SLIDE_WIDTH),
    clamp(shape.y / SLIDE_HEIGHT),
    clamp(shape.width / SLIDE_WIDTH),
    clamp(shape.height / SLIDE_HEIGHT),
  ];
}
