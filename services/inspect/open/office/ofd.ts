import { Parser } from 'htmlparser2';
import type { Where, Zone } from '../../../../shared/messages/parts.ts';
import { zipEntries } from '../archives/zip-entries.ts';
import { spentLimit, unpackOne, within } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { decodeMarkup } from '../text/markup.ts';
import { officeLabels } from './office-labels.ts';

/** OFD (GB/T 33190), the fixed-layout document of Chinese offices: a ZIP of pages in XML, pictures beside them. */
export const ofd: Opener = { id: 'ofd', mediaTypes: ['application/ofd'], open: openOfd };

async function* openOfd(input: OpenInput): AsyncIterable<Opened> {
  let ordinal = 0;
  for await (const entry of zipEntries(input.bytes)) {
    ordinal += 1;
    if (/\.(ttf|otf|ttc|dat|esl)$/i.test(entry.name)) continue;
    const spent = spentLimit(input);
    if (spent !== null) {
      yield spent;
      return;
    }
    const out = await unpackOne(entry, ordinal, input);
    if (out.kind !== 'file' || !/\.xml$/i.test(entry.name)) {
      yield out;
    } else if (/(^|\/)(OFD|CustomTags?|(Custom)?Tags?\/.*|(Custom)?Tag_.*)\.xml$/i.test(entry.name)) {
      yield* within(input, officeLabels(decodeMarkup(out.bytes), input));
    } else {
      const number = /Page_(\d+)\//i.exec(entry.name)?.[1];
      const page = number === undefined ? null : Number(number) + 1;
      yield* within(input, ofdLines(decodeMarkup(out.bytes), input.part, page));
    }
  }
}

/** Millimetres of A4, for pages that do not say their size themselves. */
const A4 = { width: 210, height: 297 };
const DEEPEST = 500;

type Box = readonly [x: number, y: number, width: number, height: number];

interface Run {
  readonly text: string;
  readonly box: Box | null;
}

/** Text objects of one page; those that stand side by side on one height are one line. */
function ofdLines(xml: string, part: string, page: number | null): Opened[] {
  const runs: Run[] = [];
  let size = A4;
  let box: Box | null = null;
  let inText = false;
  let inSize = false;
  let text = '';
  let sizeText = '';
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (depth > DEEPEST) throw new RangeError(`Expected at most ${DEEPEST} nested elements`);
        const local = name.slice(name.indexOf(':') + 1);
        for (const words of [attributes.Title, local === 'Bookmark' ? attributes.Name : undefined])
          if (words !== undefined && words.trim() !== '') runs.push({ text: words, box: null });
        if (local === 'TextObject') box = numbers(attributes.Boundary ?? '');
        inText = local === 'TextCode' || local === 'Remark';
        inSize = local === 'PhysicalBox';
        if (inText) text = '';
        if (inSize) sizeText = '';
      },
      ontext(data) {
        if (inText) text += data;
        if (inSize) sizeText += data;
      },
      onclosetag(name) {
        depth -= 1;
        if (name.endsWith('TextCode') && text.trim() !== '') runs.push({ text, box });
        if (name.endsWith('Remark') && text.trim() !== '') runs.push({ text, box: null });
        if (name.endsWith('PhysicalBox')) {
          const [, , width, height] = numbers(sizeText) ?? [];
          if (width !== undefined && height !== undefined && width > 0 && height > 0)
            size = { width, height };
        }
        inText = false;
        inSize = false;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return joined(runs).map((run) => segment(run, part, page, size));
}

function numbers(text: string): Box | null {
  const [x, y, width, height] = text.trim().split(/\s+/).map(Number);
  if (x === undefined || y === undefined || width === undefined || height === undefined) return null;
  return [x, y, width, height].every(Number.isFinite) ? [x, y, width, height] : null;
}

function joined(runs: readonly Run[]): Run[] {
  const lines: Run[] = [];
  for (const run of runs) {
    const last = lines.at(-1);
    const beside = last !== undefined && standsBeside(last, run);
    if (beside && last.box !== null && run.box !== null) {
      const right = Math.max(last.box[0] + last.box[2], run.box[0] + run.box[2]);
      const box: Box = [last.box[0], last.box[1], right - last.box[0], last.box[3]];
      lines[lines.length - 1] = { text: last.text + run.text, box };
    } else {
      lines.push(run);
    }
  }
  return lines;
}

function standsBeside(last: Run, run: Run): boolean {
  if (last.box === null || run.box === null) return false;
  const gap = run.box[0] - (last.box[0] + last.box[2]);
  return (
    Math.abs(last.box[1] - run.box[1]) < last.box[3] * 0.5 && gap > -last.box[3] && gap < last.box[3] * 1.5
  );
}

function segment(run: Run, part: string, page: number | null, size: typeof A4): Opened {
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const box: Where['box'] =
    run.box === null
      ? null
      : [
          clamp(run.box[0] / size.width),
          clamp(run.box[1] / size.height),
          clamp(run.box[2] / size.width),
          clamp(run.box[3] / size.height),
        ];
  const middle = box === null ? 0.5 : box[1] + box[3] / 2;
  const zone: Zone = middle < 0.15 ? 'header' : middle > 0.88 ? 'footer' : 'body';
  return {
    kind: 'text',
    segment: {
      text: run.text.trim(),
      where: { part, page, zone, box },
      source: 'text',
      key: null,
      ocrConfidence: null,
      looks: { height: box === null ? null : box[3], struck: false, boxed: false, red: false },
    },
  };
}
