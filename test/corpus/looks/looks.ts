import type { Canvas } from '@napi-rs/canvas';
import type { Random } from '../random.ts';
import { photo } from './camera.ts';
import { photocopy } from './copier.ts';
import { chat, cropped, exifRotated, rotated, smallType } from './forwarding.ts';
import { sharpOf } from './pixels.ts';

/** What happens to a page between the screen or desk it was on and the chat it is posted in. */
export const LOOKS = [
  'clean',
  'chat',
  'photo',
  'bad-photo',
  'rotated',
  'cropped',
  'exif-rotated',
  'watermark',
  'small-type',
  'photocopy',
] as const;
export type Look = (typeof LOOKS)[number];

/** Encoded bytes, PNG or JPEG. */
export function applyLook(page: Canvas, look: Look, random: Random): Promise<Buffer> {
  switch (look) {
    case 'clean':
      return sharpOf(page).png({ compressionLevel: 4 }).toBuffer();
    // Such a page has its look from the pen; it is posted like any other.
    case 'watermark':
    case 'chat':
      return chat(page, random);
    case 'photo':
      return photo(page, random, 'good');
    case 'bad-photo':
      return photo(page, random, 'bad');
    case 'rotated':
      return rotated(page, random);
    case 'cropped':
      return cropped(page, random);
    case 'exif-rotated':
      return exifRotated(page, random);
    case 'small-type':
      return smallType(page, random);
    case 'photocopy':
      return photocopy(page, random);
  }
}
