const ROUNDS = 12;

/**
 * The direction in which the colours of a picture (RGB, interleaved) differ most: the first principal component of its pixels, by power
 * iteration. Weights of red, green and blue whose absolute values sum to one, so that grey has a spread along it as it has in grey levels.
 */
export function colourAxis(data: Uint8Array): readonly [number, number, number] {
  const n = Math.max(1, data.length / 3);
  let [r, g, b, rr, gg, bb, rg, rb, gb] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < data.length; i += 3) {
    const [red, green, blue] = [data[i] as number, data[i + 1] as number, data[i + 2] as number];
    r += red;
    g += green;
    b += blue;
    rr += red * red;
    gg += green * green;
    bb += blue * blue;
    rg += red * green;
    rb += red * blue;
    gb += green * blue;
  }
  const spread = (squares: number, one: number, other: number) => squares / n - (one / n) * (other / n);
  const [vrr, vgg, vbb] = [spread(rr, r, r), spread(gg, g, g), spread(bb, b, b)];
  const [vrg, vrb, vgb] = [spread(rg, r, g), spread(rb, r, b), spread(gb, g, b)];
  let axis: [number, number, number] = [1, 1.1, 0.9];
  for (let round = 0; round < ROUNDS; round++) {
    const [x, y, z] = axis;
    const next: typeof axis = [
      vrr * x + vrg * y + vrb * z,
      vrg * x + vgg * y + vgb * z,
      vrb * x + vgb * y + vbb * z,
    ];
    const sum = Math.abs(next[0]) + Math.abs(next[1]) + Math.abs(next[2]);
    if (sum < 1e-9) return [1 / 3, 1 / 3, 1 / 3];
    axis = [next[0] / sum, next[1] / sum, next[2] / sum];
  }
  const sign = axis[0] + axis[1] + axis[2] < 0 ? -1 : 1;
  return [sign * axis[0], sign * axis[1], sign * axis[2]];
}
