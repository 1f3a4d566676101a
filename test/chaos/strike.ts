import type { Random } from '../corpus/random.ts';
import { type Lane, NothingToKill, type Trouble } from './troubles.ts';

export interface StrikePlan {
  readonly kills: number;
  /** Pause between two troubles, drawn anew each time. */
  readonly everyMs: readonly [least: number, most: number];
  /** Blob stores in trouble send messages to retry topics of a minute: the last kills come without, so that a run ends. */
  readonly lastCalm: number;
  said(name: string): void;
}

/** Strikes by weight, several at once over the lanes, until so many processes were killed and everything is mended. */
export async function strike(
  troubles: readonly Trouble[],
  random: Random,
  plan: StrikePlan,
): Promise<number> {
  const busy = new Map<Lane, Promise<void>>();
  const failures: unknown[] = [];
  let kills = 0;

  function occupy(lane: Lane, work: Promise<void>, ifNothing: () => void): void {
    const over = work
      .catch((error: unknown) => {
        if (error instanceof NothingToKill) ifNothing();
        else failures.push(error);
      })
      .then(() => {
        busy.delete(lane);
      });
    busy.set(lane, over);
  }

  for (;;) {
    while (kills < plan.kills && failures.length === 0) {
      const isLate = kills >= plan.kills - plan.lastCalm;
      const free = troubles.filter(({ lane }) => !busy.has(lane) && !(isLate && lane === 'blobs'));
      const trouble = pick(free, random);
      if (trouble !== null) {
        plan.said(trouble.name);
        kills += trouble.kills;
        occupy(trouble.lane, trouble.strike(), () => {
          kills -= trouble.kills;
        });
      }
      await new Promise((resolve) => setTimeout(resolve, random.int(...plan.everyMs)));
    }
    await Promise.all(busy.values());
    if (failures.length > 0) throw failures[0];
    // One that found nothing to kill counts for nothing, and was known only now.
    if (kills >= plan.kills) return kills;
  }
}

function pick(troubles: readonly Trouble[], random: Random): Trouble | null {
  let at = random.next() * troubles.reduce((sum, { weight }) => sum + weight, 0);
  for (const trouble of troubles) {
    at -= trouble.weight;
    if (at < 0) return trouble;
  }
  return null;
}
