import type { Zone } from '../../../shared/messages/parts.ts';
import type { TextSegment } from '../report.ts';
import type { Frame } from './opened.ts';

/** Where something seen in a picture stands on the page that the picture shows a part of. */
export function placeInPage(segment: TextSegment, frame: Frame): TextSegment {
  const { box } = segment.where;
  if (box === null) return segment;
  const placed = within(frame, box);
  const flat = segment.flat === undefined ? {} : { flat: within(frame, segment.flat) };
  const zone =
    frame.height >= 0.99 ? segment.where.zone : zoneAt(placed[1] + placed[3] / 2, segment.where.zone);
  const looks =
    segment.looks === null || segment.looks.height === null
      ? segment.looks
      : { ...segment.looks, height: segment.looks.height * frame.height };
  return { ...segment, ...flat, looks, where: { ...segment.where, zone, box: placed } };
}

type Box = [x: number, y: number, width: number, height: number];

function within(frame: Frame, [x, y, width, height]: Readonly<Box>): Box {
  return [frame.x + x * frame.width, frame.y + y * frame.height, width * frame.width, height * frame.height];
}

/** Top and bottom of a letterhead are not top and bottom of the page; stamps and watermarks are what they are anywhere. */
function zoneAt(middle: number, seen: Zone): Zone {
  if (seen === 'stamp' || seen === 'watermark') return seen;
  if (middle < 0.12) return 'header';
  return middle > 0.88 ? 'footer' : 'body';
}
