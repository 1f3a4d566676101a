/** What `npm run bench:latency` leaves for capacity and simulation. Milliseconds. */
export interface Measured {
  readonly machine: string;
  /** Share of what was posted that had been posted before. */
  readonly forwarded: number;
  readonly partitions: number;
  /** So many pictures of a kind are drawn; file `serial` is the one of its remainder. */
  readonly pictures: number;
  /** By kind of attachment, and `forwarded`; one entry a file in the lists, the remainder of its serial by `pictures` that of its index. */
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
  /** More under way than there are places for, all the time; and how long until the last verdict. */
  readonly saturated: { readonly tookMs: number; readonly uploads: readonly MeasuredUpload[] };
  readonly loads: ReadonlyArray<{
    readonly share: number;
    readonly ratePerSecond: number;
    readonly uploads: readonly MeasuredUpload[];
  }>;
}

export interface MeasuredUpload {
  readonly atMs: number;
  readonly kind: string;
  readonly serial: number;
  readonly forwarded: boolean;
  /** Not answered from what was known before this load began. */
  readonly opened: boolean;
  readonly partition: number;
  readonly sizeBytes: number;
  readonly slow: boolean;
  /** In the sandbox; that of the first posting when the answer was known. */
  readonly insideMs: number;
  readonly verdictMs: number;
  readonly alertMs: number | null;
}
