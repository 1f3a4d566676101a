import type { Canvas } from '@napi-rs/canvas';
import type { MarkedPage } from '../kinds.ts';
import type { Random } from '../random.ts';
import { notice, redHead } from './chinese.ts';
import type { Mark } from './marks.ts';
import { boxedLetter, memo, portionReport, redBanner } from './western.ts';

const LAYOUTS = {
  memo,
  report: portionReport,
  boxed: boxedLetter,
  'red-banner': redBanner,
  'red-head': redHead,
  'zh-notice': notice,
} satisfies Record<string, (random: Random, mark: Mark) => MarkedPage>;

/** A page of a chosen layout with a chosen mark, for the sample feed. */
export function pageWith(layout: keyof typeof LAYOUTS, mark: Mark, random: Random): Canvas {
  return LAYOUTS[layout](random, mark).page;
}
