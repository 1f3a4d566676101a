/** Spread of grey levels from which a strip is left as it is. */
const ENOUGH = 110;
const LEAST = 12;

/** Stretches a dim or pale strip (RGB, interleaved) to the full range, in place; all channels alike, so colours keep their hue. */
export function stretchContrast(data: Uint8Array): void {
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i += 3) {
    const grey = (77 * (data[i] ?? 0) + 150 * (data[i + 1] ?? 0) + 29 * (data[i + 2] ?? 0)) >> 8;
    counts[grey] = (counts[grey] ?? 0) + 1;
  }
  const pixels = data.length / 3;
  const low = percentile(counts, pixels * 0.01);
  const high = percentile(counts, pixels * 0.99);
  const spread = high - low;
  if (spread >= ENOUGH || spread < LEAST) return;
  const factor = 220 / spread;
  for (let i = 0; i < data.length; i++) {
    data[i] = Math.min(255, Math.max(0, ((data[i] ?? 0) - low) * factor + 20));
  }
}

function percentile(counts: Uint32Array, rank: number): number {
  let sum = 0;
  for (let value = 0; value < 256; value++) {
    sum += counts[value] ?? 0;
    if (sum >= rank) return value;
  }
  return 255;
}
