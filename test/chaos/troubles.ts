import type { Random } from '../corpus/random.ts';
import type { MortalDatabase } from '../support/postgres.ts';
import type { BlobProxy, Weather } from './blob-proxy.ts';
import type { Cluster } from './cluster.ts';
import { type Fleet, type Member, sandboxChildrenOf } from './fleet.ts';

/** Troubles of one lane come one after another; those of different lanes at once. */
export type Lane = 'brokers' | 'database' | 'blobs' | 'clocks' | 'scaling' | 'processes';

/** One thing that goes wrong. Resolves when what was broken is mended or being mended; `kills` processes were sent SIGKILL. */
export interface Trouble {
  readonly name: string;
  readonly lane: Lane;
  readonly kills: number;
  readonly weight: number;
  strike(): Promise<void>;
}

export interface TroubleParts {
  readonly cluster: Cluster;
  readonly database: MortalDatabase;
  readonly blobs: BlobProxy;
  readonly fleet: Fleet;
  readonly random: Random;
}

export function troublesOf({ cluster, database, blobs, fleet, random }: TroubleParts): Trouble[] {
  const named = (service: string): readonly Member[] =>
    fleet.members.filter(({ name }) => name.startsWith(service));
  const killOne = (service: string, weight: number): Trouble => ({
    name: `kill -9 ${service}`,
    lane: 'processes',
    kills: 1,
    weight,
    strike: () => random.pick(named(service)).kill(),
  });
  const weather = (name: Weather, weight: number): Trouble => ({
    name: `blob store ${name}`,
    lane: 'blobs',
    kills: 0,
    weight,
    strike: async () => {
      blobs.weather = name;
      await pause(random.int(2_000, 6_000));
      blobs.weather = 'clear';
    },
  });

  return [
    killOne('intake', 2),
    killOne('inspect', 4),
    killOne('alert', 4),
    {
      name: 'kill -9 a sandbox child',
      lane: 'processes',
      kills: 1,
      weight: 3,
      strike: async () => {
        const children = (
          await Promise.all(named('inspect').map(({ pid }) => sandboxChildrenOf(pid())))
        ).flat();
        // Right after an inspector was killed there may be none: then there is nothing to kill, and it does not count.
        if (children.length === 0) throw new NothingToKill();
        process.kill(random.pick(children), 'SIGKILL');
      },
    },
    {
      name: 'kill -9 a broker',
      lane: 'brokers',
      kills: 1,
      weight: 3,
      strike: () => cluster.bounce(cluster.any(random), random.int(500, 8_000)),
    },
    {
      name: 'kill -9 the coordinator',
      lane: 'brokers',
      kills: 1,
      weight: 2,
      strike: async () => cluster.bounce(await cluster.coordinator(), random.int(500, 8_000)),
    },
    {
      name: 'kill -9 Postgres',
      lane: 'database',
      kills: 1,
      weight: 2,
      strike: async () => {
        await database.kill();
        await pause(random.int(200, 4_000));
        await database.restart();
      },
    },
    {
      name: 'an inspector leaves and joins',
      lane: 'scaling',
      kills: 0,
      weight: 2,
      strike: async () => {
        const member = random.pick(named('inspect'));
        await member.leave();
        await pause(random.int(500, 3_000));
        member.start();
      },
    },
    {
      name: 'a clock jumps',
      lane: 'clocks',
      kills: 0,
      weight: 3,
      strike: async () => {
        const member = random.pick(fleet.members);
        // Signatures of requests hold for five minutes, so the door's clock may not be further off than that.
        const seconds = member.name.startsWith('intake') ? random.int(-120, 120) : random.int(-7_200, 7_200);
        await member.shiftClock(seconds);
        await pause(random.int(2_000, 8_000));
        await member.shiftClock(0);
      },
    },
    weather('slow', 2),
    weather('dropping', 2),
    weather('full', 2),
  ];
}

export class NothingToKill extends Error {}

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));
