import { ContentError } from '../../../shared/errors.ts';
import { decodeDib, type Pixels } from './bmp.ts';

const DIRECTORY = 6;
const ENTRY = 16;
const PNG = [0x89, 0x50, 0x4e, 0x47];

/** The largest picture of an icon file: a PNG of its own, or pixels. Source: Microsoft, "Icons". @throws ContentError IMAGE_DAMAGED. */
export function largestOfIcon(
  bytes: Uint8Array,
  maxPixels: number,
): { png: Uint8Array } | { pixels: Pixels } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length >= DIRECTORY ? view.getUint16(4, true) : 0;
  let best: { area: number; bits: number; at: number; size: number } | null = null;
  for (let i = 0; i < count && DIRECTORY + (i + 1) * ENTRY <= bytes.length; i++) {
    const at = DIRECTORY + i * ENTRY;
    // 0 stands for 256.
    const area = ((bytes[at] ?? 0) || 256) * ((bytes[at + 1] ?? 0) || 256);
    const bits = view.getUint16(at + 6, true);
    const entry = { area, bits, size: view.getUint32(at + 8, true), at: view.getUint32(at + 12, true) };
    if (best === null || area > best.area || (area === best.area && bits > best.bits)) best = entry;
  }
  if (best === null || best.at >= bytes.length) {
    throw new ContentError('IMAGE_DAMAGED', 'Expected an icon with at least one picture, got none');
  }
  const picture = bytes.subarray(best.at, best.at + best.size);
  if (PNG.every((byte, i) => picture[i] === byte)) return { png: picture };
  return { pixels: decodeDib(picture, { headerAt: 0, pixelsAt: null, maxPixels, halved: true }) };
}
