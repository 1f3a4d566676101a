/** What `npm run bench:latency` leaves for capacity and simulation. Milliseconds. */
export interface Measured {
  readonly machine: string;
  /** Share of what was posted that had been posted before. */
  readonly forwarded: number;
  /** By kind of attachment, and `forwarded`; one entry a file in the lists. */
  readonly costs: Readonly<
    Record<
      string,
      {
        readonly bytes: number;
        /** Processor time a file by process, idle work of the servers included. */
        readonly cpuMs: Readonly<Record<string, number>>;
        readonly latencyMs: readonly number[];
        readonly insideMs: readonly number[];
      }
    >
  >;
  readonly perSecond: number;
  readonly loads: ReadonlyArray<{
    readonly share: number;
    readonly ratePerSecond: number;
    readonly uploads: ReadonlyArray<{
      readonly atMs: number;
      readonly kind: string;
      readonly forwarded: boolean;
      readonly verdictMs: number;
      readonly alertMs: number | null;
    }>;
  }>;
}
