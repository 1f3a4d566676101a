import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import type { ReadText } from '../reader.ts';
import type { Script } from './scripts.ts';

/** Reads lines of one script; loaded when the first line of it comes. */
export interface ScriptReader {
  readonly script: Script;
  /** Model or language, and the beginning of its digest: "bul:3fa9c1". */
  readonly data: string;
  readLine(raster: Raster, line: Line): Promise<ReadText>;
  /** What it can tell of a line that the engine has just read, at hardly any cost; left out: nothing. */
  readonly quick?: (raster: Raster, line: Line) => Promise<ReadText>;
  close(): Promise<void>;
}
