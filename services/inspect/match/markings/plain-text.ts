import type { Zone } from '../../../../shared/messages/parts.ts';
import type { TextSegment } from '../../report.ts';

/**
 * A plain text as the opener would hand it over: one segment a line, pages parted by form feeds. The first and last lines of a
 * page are taken for its header and footer when a blank line parts them from the rest: that is all a plain text can show.
 */
export function segmentsOfText(text: string): TextSegment[] {
  const pages = text.split('\f');
  return pages.flatMap((page, index) => pageSegments(page, pages.length > 1 ? index + 1 : null));
}

function pageSegments(page: string, number: number | null): TextSegment[] {
  const lines = page.split(/\r\n|[\n\r\u2028\u0085]/);
  const blocks = blockOfLine(lines);
  const last = blocks.at(-1) ?? 0;
  return lines.flatMap((text, at): TextSegment[] => {
    if (text.trim() === '') return [];
    const block = blocks[at] ?? 0;
    const zone: Zone =
      last === 0
        ? 'unknown'
        : block === 0 && at < 3
          ? 'header'
          : block === last && lines.length - at <= 4
            ? 'footer'
            : 'body';
    return [
      {
        text,
        where: { part: '', page: number, zone, box: null },
        source: 'text',
        key: null,
        ocrConfidence: null,
        looks: null,
      },
    ];
  });
}

/** Which block, counted from 0 and parted by blank lines, each line is in. */
function blockOfLine(lines: readonly string[]): number[] {
  let block = 0;
  let seen = false;
  let gap = false;
  return lines.map((line) => {
    if (line.trim() === '') {
      gap = seen;
    } else {
      if (gap) block += 1;
      gap = false;
      seen = true;
    }
    return block;
  });
}
