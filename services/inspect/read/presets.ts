export type Preset = 'fast' | 'balanced' | 'thorough';

/** What a preset spends on one picture. Measured cost and recall: docs/accuracy.md, docs/performance.md. */
export interface PresetCost {
  /** Pixels of the working copy. */
  readonly workingPixels: number;
  /** Lines of the body longer than this many heights are read only where marks stand in them (`read-placed.ts`). */
  readonly wholeUpTo: number;
  /** Read lines of running text that continue the line above. */
  readonly continuations: boolean;
  /** Lines of one picture that are read, the most marking-like first; a page that turns out to carry portion marks gets more. */
  readonly mostLines: number;
  /** Leave lines unread on which no word of a marking is spotted, but for the likeliest few (`choose/promising.ts`). */
  readonly spots: boolean;
  /** Search again at a larger size for small and faint lines when the first look leaves the answer open. */
  readonly search: boolean;
}

export const PRESETS: Readonly<Record<Preset, PresetCost>> = {
  fast: {
    workingPixels: 3_000_000,
    wholeUpTo: 12,
    continuations: false,
    mostLines: 8,
    spots: true,
    search: false,
  },
  balanced: {
    workingPixels: 5_000_000,
    wholeUpTo: 16,
    continuations: false,
    mostLines: 20,
    spots: true,
    search: true,
  },
  thorough: {
    workingPixels: 9_000_000,
    wholeUpTo: 1000,
    continuations: true,
    mostLines: 100_000,
    spots: false,
    search: true,
  },
};
