import type { Uninspected } from '../../../shared/messages/verdict.ts';
import type { TextSegment } from '../report.ts';
import type { Budget } from './budget.ts';
import type { FileKind } from './identify.ts';

/** What an opener finds in a file, one piece at a time, in the order a reader would meet it. */
export type Opened =
  | { readonly kind: 'text'; readonly segment: TextSegment }
  /** A picture to be looked at and read: encoded bytes in a form the reader decodes. */
  | {
      readonly kind: 'image';
      readonly bytes: Uint8Array;
      readonly page: number | null;
      /** The part it belongs to, where that is not the file that is opened. */
      readonly part?: string;
      /** Which of the pictures in `bytes`, from 0; absent when there is one. */
      readonly index?: number;
      /** Which part of the page the picture shows; absent when it shows all of it. */
      readonly frame?: Frame;
    }
  /** A file inside this file, to be opened in its turn. */
  | {
      readonly kind: 'file';
      readonly bytes: Uint8Array;
      readonly name: string | null;
      /** From 1, in the order of the container. */
      readonly ordinal: number;
      /** The page that shows it, where the container says. */
      readonly page?: number;
    }
  | { readonly kind: 'uninspected'; readonly note: Uninspected }
  /** What comes next may cost this process its life: what was found so far is worth saying now. */
  | { readonly kind: 'milestone' };

/** A rectangle of a page, in fractions (0–1) of the page from the top left. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface OpenInput {
  readonly bytes: Uint8Array;
  readonly type: FileKind;
  /** "" for the posted file, "#1/#3" for what containers hold: by ordinal, never by name. */
  readonly part: string;
  readonly budget: Budget;
}

/** One format, one file: what it takes and how it is opened. */
export interface Opener {
  readonly id: string;
  readonly mediaTypes: readonly string[];
  /** Throws whatever its library throws; the caller says `damaged`. Throws ContentError where it knows better. */
  open(input: OpenInput): AsyncIterable<Opened>;
}
