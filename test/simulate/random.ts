/** A seeded stream of numbers in [0, 1): mulberry32. The same seed gives the same run on every machine. */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const exponential = (mean: number, random: Random): number => -mean * Math.log(1 - random());

/** Log-normal with this mean and this coefficient of variation (standard deviation over mean). */
export function logNormal(mean: number, variation: number, random: Random): number {
  const variance = Math.log(1 + variation * variation);
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.exp(Math.log(mean) - variance / 2 + Math.sqrt(variance) * normal);
}

/** An index from 0 to `count` − 1, the first most often: Zipf with this exponent. */
export function zipf(count: number, exponent: number): (random: Random) => number {
  const weights = Array.from({ length: count }, (_, index) => (index + 1) ** -exponent);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (random) => {
    let left = random() * total;
    const found = weights.findIndex((weight) => {
      left -= weight;
      return left <= 0;
    });
    return found < 0 ? count - 1 : found;
  };
}
