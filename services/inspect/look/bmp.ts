import { ContentError } from '../../../shared/errors.ts';

/** Uncompressed pixels, four bytes each: red, green, blue, alpha. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
  readonly compression: number;
  readonly masks: readonly [number, number, number, number];
  readonly palette: Uint8Array;
  /** Bytes of one palette entry. */
  readonly entry: number;
  readonly pixelsAt: number;
}

const RGB = 0;
const RLE8 = 1;
const RLE4 = 2;
const BITFIELDS = 3;
const ALPHABITFIELDS = 6;

/**
 * Windows bitmaps: 1 to 32 bits, palettes, run lengths, bit masks, either way up. libvips as sharp ships it reads none, and the
 * decoders on npm get palettes and masks wrong. Source: Microsoft, "Bitmap Storage".
 * @throws ContentError IMAGE_DAMAGED, IMAGE_UNSUPPORTED, IMAGE_TOO_MANY_PIXELS.
 */
export function decodeBmp(bytes: Uint8Array, maxPixels: number): Pixels {
  const view = viewOf(bytes);
  if (bytes.length < 26) throw damaged('its header is cut off');
  return decodeDib(bytes, { headerAt: 14, pixelsAt: view.getUint32(10, true), maxPixels, halved: false });
}

/** The part after the file header, as icons hold it too; there the height counts the mask as well (`halved`). */
export function decodeDib(
  bytes: Uint8Array,
  options: { headerAt: number; pixelsAt: number | null; maxPixels: number; halved: boolean },
): Pixels {
  const header = readHeader(bytes, options);
  const { width, height } = header;
  if (width * height > options.maxPixels) {
    throw new ContentError(
      'IMAGE_TOO_MANY_PIXELS',
      `Expected at most ${options.maxPixels} pixels, the picture has ${width}×${height}`,
    );
  }
  const data = new Uint8Array(width * height * 4);
  if (header.compression === RLE8 || header.compression === RLE4) runLengths(bytes, header, data);
  else if (header.bits <= 8) indexed(bytes, header, data);
  else direct(bytes, header, data);
  // Many writers leave the fourth byte of 32-bit pixels at zero: then it is no alpha.
  if (!hasAlpha(data)) for (let i = 3; i < data.length; i += 4) data[i] = 255;
  return { width, height, data };
}

function readHeader(
  bytes: Uint8Array,
  { headerAt, pixelsAt, halved }: { headerAt: number; pixelsAt: number | null; halved: boolean },
): Header {
  const view = viewOf(bytes);
  const size = bytes.length >= headerAt + 4 ? view.getUint32(headerAt, true) : 0;
  const core = size === 12;
  if ((!core && size < 40) || bytes.length < headerAt + size) throw damaged('its header is cut off');
  const width = core ? view.getUint16(headerAt + 4, true) : view.getInt32(headerAt + 4, true);
  const tall = core ? view.getUint16(headerAt + 6, true) : view.getInt32(headerAt + 8, true);
  const height = Math.floor(Math.abs(tall) / (halved ? 2 : 1));
  const bits = view.getUint16(headerAt + (core ? 10 : 14), true);
  const compression = core ? RGB : view.getUint32(headerAt + 16, true);
  if (width <= 0 || height <= 0) throw damaged(`it says ${width}×${tall}`);
  if (
    ![1, 4, 8, 16, 24, 32].includes(bits) ||
    ![RGB, RLE8, RLE4, BITFIELDS, ALPHABITFIELDS].includes(compression)
  ) {
    throw new ContentError(
      'IMAGE_UNSUPPORTED',
      `Expected a plain bitmap, got ${bits} bits, compression ${compression}`,
    );
  }
  const masked = compression === BITFIELDS || compression === ALPHABITFIELDS;
  const masksBehind = masked && size === 40 ? (compression === ALPHABITFIELDS ? 16 : 12) : 0;
  const used = core ? 0 : view.getUint32(headerAt + 32, true);
  const colours = bits > 8 ? 0 : used === 0 || used > 2 ** bits ? 2 ** bits : used;
  const entry = core ? 3 : 4;
  const paletteAt = headerAt + size + masksBehind;
  return {
    width,
    height,
    topDown: tall < 0,
    bits,
    compression,
    masks: masked
      ? masksAt(view, headerAt + 40, size > 52 || masksBehind === 16)
      : DEFAULT_MASKS[bits === 16 ? 16 : 32],
    palette: bytes.subarray(paletteAt, paletteAt + colours * entry),
    entry,
    pixelsAt: pixelsAt ?? paletteAt + colours * entry,
  };
}

const DEFAULT_MASKS: Record<16 | 32, [number, number, number, number]> = {
  16: [0x7c00, 0x03e0, 0x001f, 0],
  32: [0xff0000, 0xff00, 0xff, 0xff000000],
};

function masksAt(view: DataView, at: number, withAlpha: boolean): [number, number, number, number] {
  if (view.byteLength < at + (withAlpha ? 16 : 12)) throw damaged('its masks are cut off');
  return [
    view.getUint32(at, true),
    view.getUint32(at + 4, true),
    view.getUint32(at + 8, true),
    withAlpha ? view.getUint32(at + 12, true) : 0,
  ];
}

function indexed(bytes: Uint8Array, header: Header, data: Uint8Array): void {
  const { width, height, bits } = header;
  const stride = Math.ceil((width * bits) / 32) * 4;
  const perByte = 8 / bits;
  const mask = 2 ** bits - 1;
  for (let row = 0; row < height; row++) {
    const from = header.pixelsAt + row * stride;
    if (from + Math.ceil(width / perByte) > bytes.length) throw damaged('its rows are cut off');
    for (let x = 0; x < width; x++) {
      const byte = bytes[from + Math.floor(x / perByte)] ?? 0;
      put(header, data, x, row, (byte >> (8 - bits * ((x % perByte) + 1))) & mask);
    }
  }
}

function direct(bytes: Uint8Array, header: Header, data: Uint8Array): void {
  const { width, height, bits } = header;
  const size = bits / 8;
  const stride = Math.ceil((width * bits) / 32) * 4;
  const channels = header.masks.map((mask) => channelOf(mask));
  for (let row = 0; row < height; row++) {
    const from = header.pixelsAt + row * stride;
    if (from + width * size > bytes.length) throw damaged('its rows are cut off');
    const y = header.topDown ? row : height - 1 - row;
    for (let x = 0; x < width; x++) {
      const at = from + x * size;
      const to = (y * width + x) * 4;
      if (bits === 24) {
        data[to] = bytes[at + 2] ?? 0;
        data[to + 1] = bytes[at + 1] ?? 0;
        data[to + 2] = bytes[at] ?? 0;
        continue;
      }
      let value = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      if (bits === 32) value |= ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
      for (let c = 0; c < 4; c++) data[to + c] = channels[c]?.(value >>> 0) ?? 0;
    }
  }
}

/** The bits under a mask, spread over 0–255. */
function channelOf(mask: number): (value: number) => number {
  if (mask === 0) return () => 0;
  const shift = Math.log2((mask & -mask) >>> 0);
  const most = (mask >>> 0) / 2 ** shift;
  return (value) => Math.round((((value & mask) >>> 0) / 2 ** shift / most) * 255);
}

function runLengths(bytes: Uint8Array, header: Header, data: Uint8Array): void {
  const nibbles = header.compression === RLE4;
  let at = header.pixelsAt;
  let x = 0;
  let row = 0;
  // What the runs skip shows the first colour, as viewers show it.
  for (let y = 0; y < header.height; y++) for (let i = 0; i < header.width; i++) put(header, data, i, y, 0);
  while (row < header.height) {
    if (at + 1 >= bytes.length) throw damaged('its runs are cut off');
    const count = bytes[at] ?? 0;
    const value = bytes[at + 1] ?? 0;
    at += 2;
    if (count > 0) {
      for (let i = 0; i < count; i++)
        put(header, data, x++, row, nibbles ? (i % 2 === 0 ? value >> 4 : value & 15) : value);
    } else if (value === 0) {
      x = 0;
      row++;
    } else if (value === 1) {
      return;
    } else if (value === 2) {
      x += bytes[at] ?? 0;
      row += bytes[at + 1] ?? 0;
      at += 2;
    } else {
      for (let i = 0; i < value; i++) {
        const byte = bytes[at + (nibbles ? i >> 1 : i)] ?? 0;
        put(header, data, x++, row, nibbles ? (i % 2 === 0 ? byte >> 4 : byte & 15) : byte);
      }
      const taken = nibbles ? Math.ceil(value / 2) : value;
      at += taken + (taken % 2);
    }
  }
}

function put(header: Header, data: Uint8Array, x: number, row: number, index: number): void {
  if (x >= header.width || row >= header.height) return;
  const y = header.topDown ? row : header.height - 1 - row;
  const to = (y * header.width + x) * 4;
  const from = index * header.entry;
  data[to] = header.palette[from + 2] ?? 0;
  data[to + 1] = header.palette[from + 1] ?? 0;
  data[to + 2] = header.palette[from] ?? 0;
}

function hasAlpha(data: Uint8Array): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 0) return true;
  return false;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(what: string): ContentError {
  return new ContentError('IMAGE_DAMAGED', `Expected a whole bitmap, ${what}`);
}
