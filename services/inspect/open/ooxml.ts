import { readPart, spentLimit, unpackOne } from './container.ts';
import { decodeMarkup } from './markup.ts';
import { slideOrder } from './ooxml-order.ts';
import { takerOf } from './ooxml-parts.ts';
import type { Opened, Opener, OpenInput } from './opened.ts';
import { zipEntries } from './zip-entries.ts';

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

async function* openOoxml(input: OpenInput): AsyncIterable<Opened> {
  const pages = await slideOrder(input.bytes, input.budget);
  let ordinal = 0;
  for await (const entry of zipEntries(input.bytes)) {
    ordinal += 1;
    const taker = takerOf(entry.name);
    if (taker === 'structure') continue;
    const spent = spentLimit(input);
    if (spent !== null) {
      yield spent;
      return;
    }
    const page = pages.get(entry.name) ?? null;
    const out = await unpackOne(entry, ordinal, input);
    if (out.kind !== 'file') yield out;
    else if (taker === 'file') yield page === null ? out : { ...out, page };
    else
      yield* readPart(input, ordinal, () => taker(decodeMarkup(out.bytes), { part: input.part, page }));
  }
}
