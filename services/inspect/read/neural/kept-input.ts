/**
 * A buffer for a model's input that is kept from one call to the next: new ones of megabytes make V8 collect. It holds what the last call left in it.
 * For calls that are not concurrent. What is longer than `most` values gets a buffer of its own.
 */
export function keptInput(most: number): (length: number) => Float32Array {
  let kept = new Float32Array(0);
  return (length) => {
    if (length > most) return new Float32Array(length);
    if (kept.length < length) kept = new Float32Array(length);
    return kept.subarray(0, length);
  };
}
