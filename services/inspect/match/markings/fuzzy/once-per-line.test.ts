import { expect, it } from 'vitest';
import type { TextSegment } from '../../../report.ts';
import type { Line } from '../document-lines.ts';
import { oncePerLine } from './once-per-line.ts';

const segment = (text: string): TextSegment => ({
  text,
  where: { part: '', page: null, zone: 'body', box: null },
  source: 'ocr',
  key: null,
  ocrConfidence: 0.9,
  looks: null,
});
const line = (from: TextSegment, text: string): Line => ({
  text,
  folded: text,
  segment: from,
  index: 0,
  edge: null,
  pageLines: 1,
});

it('makes it once for a line, and again for another line of the segment and the same line of another', () => {
  const made: string[] = [];
  const read = oncePerLine(({ text }) => made.push(text));
  const [one, other] = [segment('SBCRET\nSOCKET'), segment('SBCRET')];
  for (const each of [line(one, 'SBCRET'), line(one, 'SBCRET'), line(one, 'SOCKET'), line(other, 'SBCRET')])
    read(each);
  expect(made).toEqual(['SBCRET', 'SOCKET', 'SBCRET']);
});
