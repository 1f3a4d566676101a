import type { Canvas } from '@napi-rs/canvas';
import type { Mark } from './marked/marks.ts';
import type { Random } from './random.ts';

/** A page with a marking, and the marking that stands on it. */
export interface MarkedPage {
  readonly page: Canvas;
  readonly mark: Mark;
}

export interface MarkedKind {
  readonly name: string;
  draw(random: Random): MarkedPage;
}

export interface PlainKind {
  readonly name: string;
  /** What it is in a chat: decides which part of a mixed feed it stands for. */
  readonly sort: 'photo' | 'meme' | 'screenshot' | 'paper';
  draw(random: Random): Canvas;
}

/** Stands on every drawn page, small: nobody shall take one for a document. */
export const FICTIONAL = 'fictional sample';
