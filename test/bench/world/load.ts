import { isSlow } from '../../../services/inspect/steps/open-in-turn.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { Drawn } from './chance.ts';
import type { MeasuredUpload } from './measured.ts';
import type { BenchWorld, Posted } from './world.ts';

export async function settled(world: BenchWorld, all: readonly Posted[]): Promise<void> {
  await waitFor('every upload has its end', () => all.every(world.isDone), {
    timeoutMs: 300_000,
    everyMs: 20,
  });
}

/** Posts without waiting, and tells in the end what became of each. */
export function startLoad(world: BenchWorld) {
  const all: Array<{ atMs: number; drawn: Drawn; opened: boolean; posting: Promise<Posted> }> = [];
  const inThisLoad = new Set<string>();
  const taken: Posted[] = [];
  return {
    underWay: () => all.length - taken.filter(world.isDone).length,
    post(drawn: Drawn, atMs: number): void {
      const file = `${drawn.kind} ${drawn.serial}`;
      if (!drawn.forwarded) inThisLoad.add(file);
      const posting = world.post(drawn.file);
      void posting.then((one) => taken.push(one));
      all.push({ atMs, drawn, opened: inThisLoad.has(file), posting });
    },
    async uploads(): Promise<MeasuredUpload[]> {
      const posted = await Promise.all(all.map(({ posting }) => posting));
      await settled(world, posted);
      return all.map(({ atMs, drawn: { kind, serial, file, forwarded }, opened }, index) => {
        const one = posted[index];
        if (one === undefined) throw new Error('Expected an upload for each arrival');
        return {
          atMs,
          kind,
          serial,
          forwarded,
          opened,
          partition: one.partition,
          sizeBytes: file.bytes.length,
          slow: isSlow(file.bytes),
          insideMs: one.elapsedMs,
          verdictMs: (one.verdictMs ?? 0) - one.postedMs,
          alertMs: one.alertMs === null ? null : one.alertMs - one.postedMs,
        };
      });
    },
  };
}
