import type { Random } from '../corpus/random.ts';
import type { Cluster } from './cluster.ts';
import type { Load } from './load.ts';
import type { VerdictWatch } from './verdict-watch.ts';

/**
 * Before anything else goes wrong, one broker of three at a time: what an upload waits longer now is the brokers' doing.
 * @param outagesMs how long each stays away; the second is the groups' coordinator.
 */
export async function loseBrokersAlone(
  { cluster, load, watch, random }: { cluster: Cluster; load: Load; watch: VerdictWatch; random: Random },
  { outagesMs, said }: { outagesMs: readonly number[]; said(name: string): void },
): Promise<{ readonly kills: number; readonly longestWaitMs: number }> {
  const before = new Set(load.acknowledged.keys());
  for (const [turn, downMs] of outagesMs.entries()) {
    said(`kill -9 a broker alone, away for ${(downMs / 1000).toFixed(1)} s`);
    await cluster.bounce(turn === 1 ? await cluster.coordinator() : cluster.any(random), downMs);
  }
  const during = [...load.acknowledged.values()].filter(({ uploadId }) => !before.has(uploadId));
  return { kills: outagesMs.length, longestWaitMs: await watch.longestWaitMs(during) };
}
