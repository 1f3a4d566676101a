/** RC4, which OpenSSL no longer has; locks and unlocks. */
export function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, at) => at);
  const swap = (a: number, b: number) => {
    const kept = state[a] ?? 0;
    state[a] = state[b] ?? 0;
    state[b] = kept;
  };
  for (let at = 0, other = 0; at < 256; at += 1) {
    other = (other + (state[at] ?? 0) + (key[at % key.length] ?? 0)) & 0xff;
    swap(at, other);
  }
  const out = Buffer.alloc(data.length);
  let at = 0;
  let other = 0;
  for (let index = 0; index < data.length; index += 1) {
    at = (at + 1) & 0xff;
    other = (other + (state[at] ?? 0)) & 0xff;
    swap(at, other);
    out[index] = (data[index] ?? 0) ^ (state[((state[at] ?? 0) + (state[other] ?? 0)) & 0xff] ?? 0);
  }
  return out;
}
