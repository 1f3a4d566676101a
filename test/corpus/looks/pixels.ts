import type { Canvas } from '@napi-rs/canvas';
import sharp, { type Sharp } from 'sharp';
import type { Random } from '../random.ts';

/** A canvas handed to sharp as it is, without a round through PNG. */
export function sharpOf(canvas: Canvas): Sharp {
  const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), {
    raw: { width, height, channels: 4 },
  }).removeAlpha();
}

/** Sensor noise, seeded: libvips would seed its own by chance. `sigma` in 8-bit steps; the same on all channels but for a tenth. */
export function addNoise(rgb: Uint8Array, random: Random, sigma: number): void {
  let state = random.int(1, 0x7fffffff);
  const step = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  };
  for (let i = 0; i + 2 < rgb.length; i += 3) {
    const bits = step();
    // Three bytes' sum is near enough to a bell; its deviation is 128.
    const grey = ((bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) - 382.5) / 128;
    const tint = (((bits >>> 24) & 255) - 127.5) / 740;
    for (let c = 0; c < 3; c++) {
      const value = (rgb[i + c] ?? 0) + sigma * (grey + (c - 1) * tint);
      rgb[i + c] = Math.max(0, Math.min(255, value));
    }
  }
}
