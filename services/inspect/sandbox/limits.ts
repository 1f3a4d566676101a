const MIB = 1024 * 1024;

/**
 * What one file may cost. Each limit can be hit, and then stands in the verdict's `uninspected` under its name here.
 * Defaults follow the field: Assemblyline (file size, depth), Strelka (entries), ClamAV (bytes out), Tika (ratio, pixels).
 */
export interface Limits {
  /** Bytes of the file as posted. */
  readonly fileBytes: number;
  /** Milliseconds of wall clock for the whole file, everything inside it included. */
  readonly wallMs: number;
  /** Bytes of resident memory of the child process. */
  readonly memoryBytes: number;
  /** Pixels (width × height) of one image or one rendered page. */
  readonly pixels: number;
  /** Pages of the whole file, counted over everything inside it. */
  readonly pages: number;
  /** Frames of one animation that are read; those that look like the one before are not counted. */
  readonly frames: number;
  /** How deep containers may nest; the posted file is depth 0. */
  readonly depth: number;
  /** Files inside the file, counted over all containers. */
  readonly entries: number;
  /** Bytes that come out of all containers together. */
  readonly bytesOut: number;
  /** Unpacked size : packed size of one entry, judged once more than a MiB has come out of it. */
  readonly ratio: number;
  /** Characters of text over the whole file. */
  readonly textChars: number;
}

export const DEFAULT_LIMITS: Limits = {
  fileBytes: 100 * MIB,
  wallMs: 30_000,
  memoryBytes: 2048 * MIB,
  pixels: 100_000_000,
  pages: 500,
  frames: 100,
  depth: 6,
  entries: 1000,
  bytesOut: 400_000_000,
  ratio: 100,
  textChars: 10_000_000,
};
