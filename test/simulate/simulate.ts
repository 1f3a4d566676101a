import { createHeap } from './heap.ts';
import { createPod, type Pod } from './pod.ts';

/**
 * A discrete-event model of the inspecting fleet: attachments arrive in partitions, each partition belongs to one pod, a pod
 * takes its partitions in turn into as many places as it has, opens files by its hands in the inspector's own order, and a fleet
 * that changes size stands still for a moment. What was opened before is answered without a hand, and what is open is waited for.
 * Times are milliseconds. Nothing is random here: what arrives, when and how long it takes is given.
 */
export interface Job {
  readonly atMs: number;
  readonly partition: number;
  /** In a hand; 0 when the answer is known and needs none. */
  readonly serviceMs: number;
  /** The same file is opened once. */
  readonly file?: string;
  /** What the inspector goes by when it chooses. */
  readonly sizeBytes?: number;
  readonly slow?: boolean;
}

export interface Fleet {
  readonly partitions: number;
  readonly pods: number;
  /** Files opened at once by one pod: its cores. */
  readonly handsPerPod: number;
  /** Messages in work at once in one pod; a partition that has none may begin one beyond. No limit unless told. */
  readonly placesPerPod?: number;
  /** What the way through topics and database adds to every file that is opened, besides waiting and inspecting. */
  readonly overheadMs: number;
  /** The same for one that is answered from what is known; as the other unless told. */
  readonly knownMs?: number;
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
  /** Arrived and not done: the lag of the group. */
  readonly mostBehind: number;
  readonly mostPods: number;
  readonly podHours: number;
  /** Share of the hands' time in which they worked. */
  readonly busy: number;
}

export function simulate(jobs: readonly Job[], fleet: Fleet): Run {
  const { handsPerPod, placesPerPod = Number.POSITIVE_INFINITY, overheadMs, knownMs = overheadMs } = fleet;
  const latenciesMs = new Float64Array(jobs.length);
  const partitions = Array.from({ length: fleet.partitions }, () => ({
    queue: [] as number[],
    head: 0,
    inWork: 0,
  }));
  /** By file: who waits until it was opened, and in which pod's place; null when it has been. */
  const files = new Map<string, Array<{ readonly pod: Pod; readonly index: number }> | null>();
  const events = createHeap();
  const newPods = (count: number) =>
    Array.from({ length: count }, () => ({ pod: createPod(handsPerPod), turn: 0 }));
  let pods = newPods(fleet.pods);
  let nowMs = 0;
  let standsUntilMs = 0;
  let behind = 0;
  let [mostBehind, mostPods, workedMs, podMs, podsSinceMs] = [0, pods.length, 0, 0, 0];

  const partitionOf = (index: number) => partitions[jobs[index]?.partition ?? 0];
  const ownerOf = (partition: number) => partition % pods.length;

  /** One message of each partition in turn. */
  function takeNext(number: number): number | null {
    const own = pods[number];
    if (own === undefined) return null;
    const count = Math.ceil((partitions.length - number) / pods.length);
    for (let step = 0; step < count; step += 1) {
      const place = (own.turn + step) % count;
      const partition = partitions[number + place * pods.length];
      const index = partition?.queue[partition.head];
      if (partition === undefined || index === undefined) continue;
      if (own.pod.inWork >= placesPerPod && partition.inWork > 0) continue;
      partition.head += 1;
      partition.inWork += 1;
      own.pod.inWork += 1;
      own.turn = (place + 1) % count;
      return index;
    }
    return null;
  }

  function work(number: number): void {
    const own = pods[number];
    if (own === undefined || nowMs < standsUntilMs) return;
    for (let taken = takeNext(number); taken !== null; taken = takeNext(number)) begin(own.pod, taken);
    for (let next = own.pod.open(); next !== null; next = own.pod.open()) open(own.pod, next);
  }

  function begin(pod: Pod, index: number): void {
    const job = jobs[index];
    if (job === undefined) return;
    const others = job.file === undefined ? undefined : files.get(job.file);
    if (job.serviceMs === 0 || others === null) finish(pod, index, knownMs);
    else if (others !== undefined) others.push({ pod, index });
    else {
      if (job.file !== undefined) files.set(job.file, []);
      pod.ask(index, job);
    }
  }

  function open(pod: Pod, index: number): void {
    const job = jobs[index];
    if (job === undefined) return;
    workedMs += job.serviceMs;
    events.push(nowMs + job.serviceMs, () => {
      pod.opened(job);
      const done = [{ pod, index }, ...othersOf(job)];
      if (job.file !== undefined) files.set(job.file, null);
      for (const one of done) finish(one.pod, one.index, overheadMs);
      for (const one of done) work(ownerOf(jobs[one.index]?.partition ?? 0));
    });
  }

  const othersOf = ({ file }: Job) => (file === undefined ? null : files.get(file)) ?? [];

  function finish(pod: Pod, index: number, aroundMs: number): void {
    latenciesMs[index] = nowMs - (jobs[index]?.atMs ?? 0) + aroundMs;
    pod.inWork -= 1;
    behind -= 1;
    const partition = partitionOf(index);
    if (partition !== undefined) partition.inWork -= 1;
  }

  /** What waits for a hand is delivered again; what is open is finished where it is. */
  function resize(to: number): void {
    podMs += pods.length * (nowMs - podsSinceMs);
    podsSinceMs = nowMs;
    const given = pods
      .flatMap(({ pod }) => pod.abandon())
      .flatMap((index) => {
        const job = jobs[index];
        return job === undefined ? [] : [index, ...othersOf(job).map((other) => other.index)];
      });
    // The earliest of a partition comes to stand first again.
    for (const index of given.sort((a, b) => b - a)) giveBack(index);
    pods = newPods(to);
    mostPods = Math.max(mostPods, to);
    standsUntilMs = nowMs + (fleet.scaling?.rebalanceMs ?? 0);
    events.push(standsUntilMs, () => {
      for (let number = 0; number < pods.length; number += 1) work(number);
    });
  }

  function giveBack(index: number): void {
    const partition = partitionOf(index);
    if (partition === undefined) return;
    partition.head -= 1;
    partition.queue[partition.head] = index;
    partition.inWork -= 1;
    const { file } = jobs[index] ?? {};
    if (file !== undefined) files.delete(file);
  }

  function look(scaling: Scaling, changedMs: number): void {
    const wanted = Math.ceil(behind / scaling.lagPerPod);
    const within = Math.min(scaling.maxPods, Math.max(scaling.minPods, wanted));
    let changed = changedMs;
    if (within > pods.length) {
      const to = Math.min(within, pods.length + scaling.step);
      events.push(nowMs + scaling.startMs, () => resize(to));
      changed = nowMs + scaling.startMs;
    } else if (within < pods.length && nowMs - changedMs > scaling.cooldownMs) {
      resize(Math.max(within, pods.length - 1));
      changed = nowMs;
    }
    const last = jobs.at(-1)?.atMs ?? 0;
    const next = Math.max(nowMs + scaling.everyMs, changed);
    if (nowMs < last || behind > 0) events.push(next, () => look(scaling, changed));
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
      partitions[job.partition]?.queue.push(arrived);
      arrived += 1;
      behind += 1;
      mostBehind = Math.max(mostBehind, behind);
      work(ownerOf(job.partition));
    } else if (event !== null) {
      events.pop();
      nowMs = event.atMs;
      event.happen();
    } else break;
  }
  podMs += pods.length * (nowMs - podsSinceMs);
  return {
    latenciesMs,
    mostBehind,
    mostPods,
    podHours: podMs / 3_600_000,
    busy: podMs === 0 ? 0 : workedMs / (podMs * handsPerPod),
  };
}

/** The value below which this share of the values lies; nearest rank. */
export function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}
