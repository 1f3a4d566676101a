import type { Canvas } from '@napi-rs/canvas';
import type { Random } from './random.ts';

/** A page with a marking, and the word of it that must be read. */
export interface MarkedPage {
  readonly page: Canvas;
  /** Upper case for Latin; any one of them counts. */
  readonly levels: readonly string[];
}

export interface MarkedKind {
  readonly name: string;
  draw(random: Random): MarkedPage;
}

export interface PlainKind {
  readonly name: string;
  draw(random: Random): Canvas;
}

/** Stands on every drawn page, small: nobody shall take one for a document. */
export const FICTIONAL = 'fictional sample';
