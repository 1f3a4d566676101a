/** A picture in black and white, one bit a pixel: what takes a pass over every pixel takes one over every 32nd here. */
export interface Bits {
  readonly width: number;
  readonly height: number;
  /** Words of 32 pixels a row; beyond the last pixel of a row they are 0. */
  readonly stride: number;
  readonly words: Int32Array;
}

function emptyBits(width: number, height: number): Bits {
  const stride = Math.ceil(width / 32);
  return { width, height, stride, words: new Int32Array(stride * height) };
}

/** Set where a value is below `threshold`. */
export function bitsBelow(
  values: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  threshold: number,
): Bits {
  const bits = emptyBits(width, height);
  for (let y = 0, at = 0, word = 0; y < height; y++) {
    for (let left = width; left > 0; left -= 32, word++) {
      const count = Math.min(left, 32);
      let packed = 0;
      for (let bit = 0; bit < count; bit++, at++)
        packed |= (((values[at] as number) - threshold) >>> 31) << bit;
      bits.words[word] = packed;
    }
  }
  return bits;
}

/** Every pixel that is set spreads by two each way: the square of five around it is set. */
export function spread(bits: Bits): Bits {
  const { width, height, stride, words } = bits;
  const rows = new Int32Array(words.length);
  for (let at = 0, y = 0; y < height; y++) {
    let before = 0;
    for (let column = 0; column < stride; column++, at++) {
      const here = words[at] as number;
      const after = column + 1 < stride ? (words[at + 1] as number) : 0;
      rows[at] =
        here |
        (here << 1) |
        (here << 2) |
        (here >>> 1) |
        (here >>> 2) |
        (before >>> 31) |
        (before >>> 30) |
        (after << 31) |
        (after << 30);
      before = here;
    }
  }
  const out = emptyBits(width, height);
  for (let y = 0; y < height; y++) {
    const [from, until] = [Math.max(0, y - 2), Math.min(height, y + 3)];
    for (let row = from; row < until; row++) {
      for (let column = 0; column < stride; column++)
        out.words[y * stride + column] =
          (out.words[y * stride + column] as number) | (rows[row * stride + column] as number);
    }
  }
  clearBeyond(out);
  return out;
}

/** Without what is thinner than five pixels; what is thicker keeps its thickness. */
export function thickOf(bits: Bits): Bits {
  return spread(inverse(spread(inverse(bits))));
}

function inverse({ width, height, stride, words }: Bits): Bits {
  const out = { width, height, stride, words: words.map((word) => ~word) };
  clearBeyond(out);
  return out;
}

function clearBeyond({ width, stride, words }: Bits): void {
  if (width % 32 === 0) return;
  const within = (1 << (width % 32)) - 1;
  for (let at = stride - 1; at < words.length; at += stride) words[at] = (words[at] as number) & within;
}

/** Of pixels that are set in `bits`, and not in `without`. */
export function countOf(bits: Bits, without?: Bits): number {
  let count = 0;
  for (let at = 0; at < bits.words.length; at++)
    count += setBits((bits.words[at] as number) & ~(without?.words[at] ?? 0));
  return count;
}

function setBits(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function isSet({ stride, words }: Bits, x: number, y: number): boolean {
  return (((words[y * stride + (x >> 5)] as number) >>> (x & 31)) & 1) === 1;
}

/** `by` times smaller; set where any of the pixels was. What is left over at the right and below is left out. */
export function shrunkBits(bits: Bits, by: number): Bits {
  const out = emptyBits(Math.floor(bits.width / by), Math.floor(bits.height / by));
  forEachSet(bits, (x, y) => {
    const [column, row] = [Math.floor(x / by), Math.floor(y / by)];
    if (column >= out.width || row >= out.height) return;
    const at = row * out.stride + (column >> 5);
    out.words[at] = (out.words[at] as number) | (1 << (column & 31));
  });
  return out;
}

export function forEachSet({ height, stride, words }: Bits, each: (x: number, y: number) => void): void {
  for (let y = 0, at = 0; y < height; y++) {
    for (let column = 0; column < stride; column++, at++) {
      let word = words[at] as number;
      while (word !== 0) {
        const bit = 31 - Math.clz32(word & -word);
        each(32 * column + bit, y);
        word &= word - 1;
      }
    }
  }
}
