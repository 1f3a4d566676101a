/** Longest time a partition went without progress while work for it was waiting. */
export interface StallMeter {
  /** What was before does not count: servers were starting. */
  begin(): void;
  progress(partition: number): void;
  /** Ends the measuring; a partition that stands still now counts up to now. */
  longestMs(): number;
  /** Every stall above `floorMs`: when it began and how long it took. */
  above(
    floorMs: number,
  ): ReadonlyArray<{ readonly partition: number; readonly fromMs: number; readonly tookMs: number }>;
}

export function createStallMeter(partitions: number, nowMs: () => number): StallMeter {
  const last = Array.from({ length: partitions }, nowMs);
  const stalls: Array<{ partition: number; fromMs: number; tookMs: number }> = [];
  function note(partition: number): void {
    const fromMs = last[partition] ?? nowMs();
    stalls.push({ partition, fromMs, tookMs: nowMs() - fromMs });
    last[partition] = nowMs();
    // The longest are what anybody asks for; a long run makes millions of short ones.
    if (stalls.length > 20_000) stalls.sort((a, b) => b.tookMs - a.tookMs).splice(1_000);
  }
  return {
    begin: () => {
      last.fill(nowMs());
      stalls.length = 0;
    },
    progress: note,
    longestMs: () => {
      for (let partition = 0; partition < partitions; partition += 1) note(partition);
      return stalls.reduce((longest, { tookMs }) => Math.max(longest, tookMs), 0);
    },
    above: (floorMs) => stalls.filter(({ tookMs }) => tookMs > floorMs),
  };
}
