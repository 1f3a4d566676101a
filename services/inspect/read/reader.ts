import type { Line } from '../look/line.ts';
import type { Raster } from '../look/raster.ts';
import type { Script } from './scripts/scripts.ts';
import type { Spotted } from './spot/spotted.ts';

export interface ReadText {
  readonly text: string;
  /** 0–1, mean over characters; 0 when nothing was read. */
  readonly confidence: number;
  /** What another model made of the same line, when its script was not certain. */
  readonly alternative?: ReadText;
}

/**
 * The engine port: where lines are, and what one line says. One engine, one thread, one process; calls are not concurrent.
 * Adapters: `neural/` (PP-OCR through ONNX Runtime: Latin and Han) and `tesseract/` (tesseract.js).
 */
export interface Reader {
  /** Name and version of the engine, at most 80 characters: part of every verdict. */
  readonly engine: string;
  /** Models or language data with digests, at most 160 characters: part of every verdict. */
  readonly ocrData: string;
  /**
   * Places that may hold writing, the likeliest first, in pixels of `raster`, looked for with its longer side shrunk to `side` at most: a
   * third of what `findLines` costs, and it sees type too small for that. null: the engine cannot tell.
   */
  readonly glimpse: ((raster: Raster, side: number) => Promise<Place[]>) | null;
  /** Lines of writing, in pixels of `raster`, looked for with its longer side shrunk to `side` at most; directions not settled. */
  findLines(raster: Raster, side: number, options?: FindOptions): Promise<Line[]>;
  /** Told all lines of a picture before the first is read. */
  survey(raster: Raster, lines: readonly Line[]): void;
  /**
   * For each line 0–1, how likely a word stands on it that a marking is made of, told without reading it. null when the engine cannot
   * tell, or the picture is in a script it was not taught. Asked after `survey`.
   */
  spot(
    raster: Raster,
    lines: readonly Line[],
    options?: Pick<ReadOptions, 'page'>,
  ): Promise<ReadonlyMap<Line, number> | null>;
  /** 0–1: how likely a picture with these lines stands on its head, by their looks; null where that does not show. */
  turned(raster: Raster, lines: readonly Line[]): Promise<number | null>;
  /** Reads one line from left to right. */
  readLine(raster: Raster, line: Line, options?: ReadOptions): Promise<ReadText>;
  /** The script most lines of this picture are in, when nothing installed reads it; null otherwise. Asked after reading. */
  missingScript(raster: Raster): Promise<Script | null>;
  close(): Promise<void>;
}

export interface Place {
  readonly x: number;
  readonly y: number;
  /** How sure, in logits: comparable with each other, and with the bounds of who asks. */
  readonly weight: number;
}

export interface FindOptions {
  /** Also what is hardly more than nothing: places to look at closer, not lines to read. Their `score` tells them apart. */
  readonly hints?: boolean;
}

export interface ReadOptions {
  /** Below 1: narrower than true to scale. */
  readonly squeeze?: number;
  /** Without the noise of a dark photograph, and without the finest strokes. */
  readonly smooth?: boolean;
  /** The picture that `raster` was made from: what its lines are in tells of this one. */
  readonly page?: Raster;
  /**
   * Whose opinion is asked besides the engine's own: of every reader whose script the line may be in, or nobody's. Left out: of those
   * readers, where a word of a mark is spotted on the line; `of-the-page`: and only on a page that is in a script of theirs.
   */
  readonly others?: 'all' | 'none' | 'of-the-page';
}

/** A read and its alternatives, best first. */
export function readsOf(read: ReadText): ReadText[] {
  return read.alternative === undefined ? [read] : [read, ...readsOf(read.alternative)];
}

/** An engine before it knows of scripts beyond its own: what `withScripts` makes a reader of. */
export interface Engine extends Omit<Reader, 'survey' | 'missingScript' | 'spot' | 'turned'> {
  /** null: it cannot tell without reading. */
  readonly spot: ((raster: Raster, line: Line) => Promise<Spotted>) | null;
}
