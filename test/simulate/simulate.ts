/**
 * A discrete-event model of the inspecting fleet: attachments arrive in partitions, each partition belongs to one pod, a pod
 * has so many hands and takes its partitions in turn, and a fleet that changes size stands still for a moment.
 * Times are milliseconds. Nothing is random here: what arrives, when and how long it takes is given.
 */
export interface Job {
  readonly atMs: number;
  readonly partition: number;
  readonly serviceMs: number;
}

export interface Fleet {
  readonly partitions: number;
  readonly pods: number;
  /** Files opened at once by one pod: its cores. */
  readonly handsPerPod: number;
  /** What the way through topics and database adds to every file, besides waiting and inspecting. */
  readonly overheadMs: number;
  readonly scaling?: Scaling;
}

export interface Scaling {
  readonly everyMs: number;
  /** Messages behind that one pod is meant to carry. */
  readonly lagPerPod: number;
  readonly maxPods: number;
  readonly minPods: number;
  /** Pods added or taken at most at one look. */
  readonly step: number;
  /** From the decision to the pod's first message. */
  readonly startMs: number;
  /** No shrinking within so long after any change. */
  readonly cooldownMs: number;
  /** The whole group stands still for so long at every change. */
  readonly rebalanceMs: number;
}

export interface Run {
  /** From arrival to done, one a job, in the order of the jobs. */
  readonly latenciesMs: Float64Array;
  readonly mostWaiting: number;
  readonly mostPods: number;
  readonly podHours: number;
  /** Share of the hands' time in which they worked. */
  readonly busy: number;
}

interface Event {
  readonly atMs: number;
  readonly order: number;
  readonly happen: () => void;
}

export function simulate(jobs: readonly Job[], fleet: Fleet): Run {
  const latenciesMs = new Float64Array(jobs.length);
  const waiting: number[][] = Array.from({ length: fleet.partitions }, () => []);
  const heads = new Array<number>(fleet.partitions).fill(0);
  const events = createHeap();
  let pods = fleet.pods;
  let freeHands = new Array<number>(pods).fill(fleet.handsPerPod);
  let turn = new Array<number>(pods).fill(0);
  let nowMs = 0;
  let standsUntilMs = 0;
  let waitingCount = 0;
  let [mostWaiting, mostPods, workedMs, podMs, podsSinceMs] = [0, pods, 0, 0, 0];
  let epoch = 0;

  const ownerOf = (partition: number) => partition % pods;

  function nextOf(pod: number): number | null {
    const own = Math.ceil((fleet.partitions - pod) / pods);
    for (let step = 0; step < own; step += 1) {
      const place = ((turn[pod] ?? 0) + step) % own;
      const partition = pod + place * pods;
      const queue = waiting[partition] ?? [];
      const head = heads[partition] ?? 0;
      if (head >= queue.length) continue;
      heads[partition] = head + 1;
      turn[pod] = (place + 1) % own;
      return queue[head] ?? null;
    }
    return null;
  }

  function work(pod: number): void {
    if (nowMs < standsUntilMs) return;
    while ((freeHands[pod] ?? 0) > 0) {
      const index = nextOf(pod);
      if (index === null) return;
      const job = jobs[index];
      if (job === undefined) return;
      waitingCount -= 1;
      freeHands[pod] = (freeHands[pod] ?? 0) - 1;
      workedMs += job.serviceMs;
      const startedIn = epoch;
      events.push(nowMs + job.serviceMs, () => {
        latenciesMs[index] = nowMs - job.atMs + fleet.overheadMs;
        // A hand of a pod from before the last change was given back then.
        if (startedIn !== epoch) return;
        freeHands[pod] = (freeHands[pod] ?? 0) + 1;
        work(pod);
      });
    }
  }

  function resize(to: number): void {
    podMs += pods * (nowMs - podsSinceMs);
    podsSinceMs = nowMs;
    pods = to;
    mostPods = Math.max(mostPods, pods);
    epoch += 1;
    freeHands = new Array<number>(pods).fill(fleet.handsPerPod);
    turn = new Array<number>(pods).fill(0);
    standsUntilMs = nowMs + (fleet.scaling?.rebalanceMs ?? 0);
    events.push(standsUntilMs, () => {
      for (let pod = 0; pod < pods; pod += 1) work(pod);
    });
  }

  function look(scaling: Scaling, changedMs: number): void {
    const lag = waitingCount;
    const wanted = Math.min(scaling.maxPods, Math.max(scaling.minPods, Math.ceil(lag / scaling.lagPerPod)));
    let changed = changedMs;
    if (wanted > pods) {
      const to = Math.min(wanted, pods + scaling.step);
      events.push(nowMs + scaling.startMs, () => resize(to));
      changed = nowMs + scaling.startMs;
    } else if (wanted < pods && nowMs - changedMs > scaling.cooldownMs) {
      resize(Math.max(wanted, pods - 1));
      changed = nowMs;
    }
    const last = jobs.at(-1)?.atMs ?? 0;
    const next = Math.max(nowMs + scaling.everyMs, changed);
    if (nowMs < last || waitingCount > 0) events.push(next, () => look(scaling, changed));
  }

  if (fleet.scaling !== undefined) {
    const { scaling } = fleet;
    events.push(scaling.everyMs, () => look(scaling, 0));
  }
  let arrived = 0;
  for (;;) {
    const job = jobs[arrived];
    const event = events.peek();
    if (job !== undefined && (event === null || job.atMs <= event.atMs)) {
      nowMs = job.atMs;
      waiting[job.partition]?.push(arrived);
      arrived += 1;
      waitingCount += 1;
      mostWaiting = Math.max(mostWaiting, waitingCount);
      work(ownerOf(job.partition));
    } else if (event !== null) {
      events.pop();
      nowMs = event.atMs;
      event.happen();
    } else break;
  }
  podMs += pods * (nowMs - podsSinceMs);
  return {
    latenciesMs,
    mostWaiting,
    mostPods,
    podHours: podMs / 3_600_000,
    busy: podMs === 0 ? 0 : workedMs / (podMs * fleet.handsPerPod),
  };
}

/** Earliest first; of the same moment in the order they were put in. */
function createHeap() {
  const heap: Event[] = [];
  let order = 0;
  const before = (a: Event, b: Event) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  const swap = (one: number, other: number) => {
    const [a, b] = [heap[one], heap[other]];
    if (a === undefined || b === undefined) return;
    heap[one] = b;
    heap[other] = a;
  };
  const precedes = (one: number, other: number) => {
    const [a, b] = [heap[one], heap[other]];
    return a !== undefined && b !== undefined && before(a, b);
  };
  return {
    peek: (): Event | null => heap[0] ?? null,
    push(atMs: number, happen: () => void): void {
      heap.push({ atMs, happen, order });
      order += 1;
      for (let at = heap.length - 1; at > 0 && precedes(at, (at - 1) >> 1); at = (at - 1) >> 1)
        swap(at, (at - 1) >> 1);
    },
    pop(): void {
      swap(0, heap.length - 1);
      heap.pop();
      for (let at = 0; ; ) {
        const left = 2 * at + 1;
        const least = precedes(left + 1, left) ? left + 1 : left;
        if (!precedes(least, at)) return;
        swap(at, least);
        at = least;
      }
    },
  };
}

/** The value below which this share of the values lies; nearest rank. */
export function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}
