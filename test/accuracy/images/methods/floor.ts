import sharp from 'sharp';
import { type Method, NOTHING_SAID } from './method.ts';

/** Decodes as small as a look needs, and nothing else: what no method can go below. */
export function floor(): Method {
  sharp.concurrency(1);
  sharp.cache(false);
  return {
    async read(bytes) {
      await sharp(bytes).resize(512, 512, { fit: 'inside' }).raw().toBuffer();
      return NOTHING_SAID;
    },
    close: () => Promise.resolve(),
  };
}
