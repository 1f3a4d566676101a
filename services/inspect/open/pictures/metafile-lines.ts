/** What is in a metafile, in the order of its records. */
export interface MetafileContent {
  readonly titles: readonly string[];
  readonly writings: readonly Writing[];
  /** BMP files. */
  readonly bitmaps: readonly Buffer[];
  /** Whether there is anything that may be letters and is not among `writings`. */
  readonly isDrawn: boolean;
  /** Whether records end before the last one. */
  readonly isCut: boolean;
}

/** One text record: programs write words, and some of them letters, one a record. */
export interface Writing {
  readonly text: string;
  /** In whatever units the file uses; null where it is written at the current place. */
  readonly y: number | null;
}

/** Joins what stands on one line. Words in records of their own carry their spaces; where they do not, both readings are given. */
export function writtenLines(writings: readonly Writing[]): string[] {
  const lines: string[][] = [];
  let lastY: number | null = null;
  for (const { text, y } of writings) {
    const line = lines.at(-1);
    if (line !== undefined && (y === null || y === lastY)) line.push(text);
    else lines.push([text]);
    lastY = y ?? lastY;
  }
  return lines.flatMap((pieces) => {
    const joined = pieces.join('').trim();
    const spaced = pieces
      .map((piece) => piece.trim())
      .filter(Boolean)
      .join(' ');
    // Of letters one by one the spaced reading says nothing.
    const isWords = pieces.length > 1 && pieces.some((piece) => piece.trim().length > 1);
    return (isWords && spaced !== joined ? [joined, spaced] : [joined]).filter((text) => text !== '');
  });
}

const BITMAP_HEADER_BYTES = 14;
const MOST_BITMAPS = 500;

/** A device-independent bitmap as a file of its own; null where header and pixels are not where they should be. */
export function bitmapFile(header: Buffer, pixels: Buffer): Buffer | null {
  if (header.length < 12 || pixels.length === 0) return null;
  const head = Buffer.alloc(BITMAP_HEADER_BYTES);
  head.write('BM', 0, 'latin1');
  head.writeUInt32LE(BITMAP_HEADER_BYTES + header.length + pixels.length, 2);
  head.writeUInt32LE(BITMAP_HEADER_BYTES + header.length, 10);
  return Buffer.concat([head, header, pixels]);
}

/** Where the pixels begin in a bitmap whose header and pixels stand together: behind header, masks and palette. */
export function packedBitmapFile(dib: Buffer): Buffer | null {
  if (dib.length < 40) return null;
  const headerBytes = dib.readUInt32LE(0);
  const isOld = headerBytes === 12;
  const bits = dib.readUInt16LE(isOld ? 10 : 14);
  const masks = !isOld && headerBytes === 40 && dib.readUInt32LE(16) === 3 ? 12 : 0;
  const used = isOld ? 0 : dib.readUInt32LE(32);
  const colours = used > 0 ? used : bits <= 8 ? 2 ** bits : 0;
  const start = headerBytes + masks + colours * (isOld ? 3 : 4);
  return start >= dib.length ? null : bitmapFile(dib.subarray(0, start), dib.subarray(start));
}

/** Gathers content record by record. */
export function createGathering() {
  const titles: string[] = [];
  const writings: Writing[] = [];
  const bitmaps: Buffer[] = [];
  let isDrawn = false;
  return {
    title: (text: string) => void titles.push(...text.split('\0').filter((one) => one.trim() !== '')),
    write: (text: string, y: number | null) => void writings.push({ text: text.replaceAll('\0', ''), y }),
    drawn: () => {
      isDrawn = true;
    },
    /** One that cannot be taken out is a drawing that is not looked at. */
    bitmap: (file: Buffer | null) => {
      if (file === null || bitmaps.length >= MOST_BITMAPS) isDrawn = true;
      else bitmaps.push(file);
    },
    content: (isCut: boolean): MetafileContent => ({ titles, writings, bitmaps, isDrawn, isCut }),
  };
}
