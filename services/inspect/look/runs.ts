/** Unbroken stretches of a row, from `start` up to and without `end`. */
export interface Runs {
  count: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly row: Int32Array;
  /** Sum of the weights. */
  readonly weight: Int32Array;
  /** The first run of each row; one more than there are rows. */
  readonly firstOf: Int32Array;
}

/** The runs of `weight > threshold`. Counted first: room for the most a mask can have would be many times the mask. */
export function runsOf(weight: Uint8Array, width: number, height: number, threshold: number): Runs {
  const most = countRuns(weight, width, height, threshold);
  const runs: Runs = {
    count: 0,
    start: new Int32Array(most),
    end: new Int32Array(most),
    row: new Int32Array(most),
    weight: new Int32Array(most),
    firstOf: new Int32Array(height + 1),
  };
  for (let y = 0; y < height; y++) {
    runs.firstOf[y] = runs.count;
    const from = y * width;
    for (let x = 0; x < width; x++) {
      if ((weight[from + x] as number) <= threshold) continue;
      const start = x;
      let sum = 0;
      for (; x < width && (weight[from + x] as number) > threshold; x++) sum += weight[from + x] as number;
      runs.start[runs.count] = start;
      runs.end[runs.count] = x;
      runs.row[runs.count] = y;
      runs.weight[runs.count] = sum;
      runs.count++;
    }
  }
  runs.firstOf[height] = runs.count;
  return runs;
}

function countRuns(weight: Uint8Array, width: number, height: number, threshold: number): number {
  let count = 0;
  for (let y = 0, at = 0; y < height; y++) {
    let isOn = false;
    for (let x = 0; x < width; x++, at++) {
      const on = (weight[at] as number) > threshold;
      if (on && !isOn) count++;
      isOn = on;
    }
  }
  return count;
}

/** Of each run the first run of its component: runs that touch, corners included, are one. */
export function joinRuns({ count, start, end, firstOf }: Runs, height: number): Int32Array {
  const parent = Int32Array.from({ length: count }, (_, run) => run);
  function rootOf(run: number): number {
    let at = run;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  }
  for (let y = 1; y < height; y++) {
    let above = firstOf[y - 1] as number;
    const aboveEnd = firstOf[y] as number;
    for (let run = aboveEnd; run < (firstOf[y + 1] as number); run++) {
      // Corners touch: a run above may end where this one starts.
      while (above < aboveEnd && (end[above] as number) < (start[run] as number)) above++;
      for (let other = above; other < aboveEnd && (start[other] as number) <= (end[run] as number); other++) {
        const [a, b] = [rootOf(other), rootOf(run)];
        if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
  }
  for (let run = 0; run < count; run++) parent[run] = rootOf(run);
  return parent;
}
