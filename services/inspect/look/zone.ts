import type { Zone } from '../../../shared/messages/parts.ts';
import type { PlacedLine } from './order.ts';

/**
 * Header and footer are the top and bottom 15 % of the page; on a photograph, where the page does not fill the picture,
 * also the outermost lines of the writing. A large centred line is a title.
 */
export function zoneOf(placed: PlacedLine, box: readonly [number, number, number, number]): Zone {
  const middle = box[1] + box[3] / 2;
  if (middle < 0.15 || placed.depth < 0.04) return 'header';
  if (middle > 0.85 || placed.depth > 0.96) return 'footer';
  if (placed.centred && placed.relativeHeight >= 1.4) return 'title';
  return 'body';
}
