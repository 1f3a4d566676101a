import { type CorpusEntry, corpusEntries } from '../../corpus/corpus.ts';
import { seedOf } from '../../corpus/random.ts';
import { isOurs, type MethodName } from './methods/method.ts';
import { type MethodProcess, methodProcess, type RunFrom } from './methods/process.ts';
import { type Row, rowOf } from './row.ts';

export interface Job {
  readonly entry: CorpusEntry;
  readonly methods: readonly MethodName[];
  readonly forwards?: number;
}

export interface RunOptions {
  readonly seed: number;
  /** Jobs at a time; each has its own process of every method. */
  readonly lanes: number;
  /** No new picture is begun after this many milliseconds. */
  readonly limitMs: number;
  /** The sources when left out. */
  readonly from?: RunFrom;
  /** Read by every process of ours before it is measured, after a page of each script. */
  readonly warmUp?: readonly CorpusEntry[];
  onRow?(row: Row, job: Job): void;
}

/**
 * Draws each picture once and lets each of its methods read it, one after the other, so that a busy minute of the machine
 * falls on all of them. The order is of chance (seeded): a run cut off is a fair sample.
 */
export async function runJobs(
  jobs: readonly Job[],
  options: RunOptions,
): Promise<{ rows: Row[]; left: number }> {
  const order = (job: Job) => seedOf(options.seed, `order ${job.entry.name}`);
  const queue = [...jobs].sort((a, b) => order(a) - order(b));
  const warmUp = await warmUpPictures(options.seed + 1);
  for (const entry of options.warmUp ?? []) warmUp.push((await entry.draw()).bytes);
  const rows: Row[] = [];
  const startedMs = performance.now();
  let done = 0;
  let saidMs = 0;

  async function lane(): Promise<void> {
    const processes = new Map<MethodName, MethodProcess>();
    try {
      for (let turn = 0; ; turn++) {
        if (performance.now() - startedMs > options.limitMs) return;
        const job = queue.shift();
        if (job === undefined) return;
        const item = await job.entry.draw();
        for (let i = 0; i < job.methods.length; i++) {
          // Each method is first as often as last.
          const method = job.methods[(i + turn) % job.methods.length];
          if (method === undefined) continue;
          const ours = isOurs(method);
          const reading =
            processes.get(method) ??
            methodProcess(method, ours ? warmUp : warmUp.slice(0, OTHERS_WARM_UP), options.from ?? 'sources');
          processes.set(method, reading);
          const row = rowOf(method, item, await reading.read(item.bytes, ours ? (job.forwards ?? 1) : 1));
          rows.push(row);
          options.onRow?.(row, job);
        }
        done++;
        progress();
      }
    } finally {
      await Promise.all([...processes.values()].map((each) => each.close()));
    }
  }

  function progress(): void {
    const passedMs = performance.now() - startedMs;
    if (passedMs - saidMs < 10_000 && queue.length > 0) return;
    saidMs = passedMs;
    const leftS = Math.round(((passedMs / done) * (jobs.length - done)) / 1000);
    process.stderr.write(`${done} of ${jobs.length} pictures, about ${leftS} s left\n`);
  }

  await Promise.all(Array.from({ length: options.lanes }, lane));
  return { rows, left: queue.length };
}

/** The first page compiles their engine; nothing of theirs gets faster after the second. */
const OTHERS_WARM_UP = 2;

/** A page of each script: engines of other scripts load with the first line they are asked for. Latin first, which every method reads. */
async function warmUpPictures(seed: number): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for (const kind of ['memo', 'zh-notice', 'ja-notice', 'ko-report', 'ru-letter']) {
    const plan = { seed, looks: ['chat'], each: 1, every: 1, which: 'marked', kinds: [kind] } as const;
    const [entry] = corpusEntries(plan);
    if (entry === undefined) throw new Error(`Expected the corpus to have a ${kind} to warm up with`);
    pictures.push((await entry.draw()).bytes);
  }
  return pictures;
}
