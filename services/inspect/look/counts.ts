/** How many pixels have each grey level. */
export function countsOf(...parts: readonly Uint8Array[]): Uint32Array {
  const counts = new Uint32Array(256);
  for (const values of parts) {
    for (let i = 0; i < values.length; i++)
      counts[values[i] as number] = (counts[values[i] as number] as number) + 1;
  }
  return counts;
}

/** The grey level that most pixels have. */
export function commonestOf(counts: Uint32Array): number {
  return counts.indexOf(Math.max(...counts));
}

/** The grey level of the pixel with this rank, the darkest first. */
export function valueAt(counts: Uint32Array, rank: number): number {
  let sum = 0;
  for (let value = 0; value < 256; value++) {
    sum += counts[value] as number;
    if (sum >= rank) return value;
  }
  return 255;
}
