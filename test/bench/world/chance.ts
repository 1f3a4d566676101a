import type { Random } from '../../simulate/random.ts';
import { type Attachment, type Feed, KINDS, type Kind, MIX } from './feed.ts';

export interface Drawn {
  readonly kind: Kind;
  readonly serial: number;
  readonly file: Attachment;
  /** Posted before. */
  readonly forwarded: boolean;
}

/** What is posted next: so often something that was posted before, otherwise a new file by the mix. */
export function createChance(feed: Feed, forwardedShare: number, random: Random) {
  const posted: Array<{ readonly kind: Kind; readonly serial: number }> = [];
  let serial = 0;

  function again(): Drawn | null {
    const one = posted[Math.floor(random() * posted.length)];
    return one === undefined ? null : { ...one, file: feed(one.kind, one.serial), forwarded: true };
  }

  function fresh(kind: Kind): Drawn {
    serial += 1;
    posted.push({ kind, serial });
    return { kind, serial, file: feed(kind, serial), forwarded: false };
  }

  function kindByMix(): Kind {
    let left = random();
    for (const kind of KINDS) {
      left -= MIX[kind];
      if (left <= 0) return kind;
    }
    return 'photo';
  }

  return {
    fresh,
    /** The first that was posted, again. */
    first(): Drawn {
      const [one] = posted;
      if (one === undefined) throw new Error('Expected something to have been posted before');
      return { ...one, file: feed(one.kind, one.serial), forwarded: true };
    },
    /** The next serial is not used. */
    passOver: () => {
      serial += 1;
    },
    next: (): Drawn => (random() < forwardedShare ? again() : null) ?? fresh(kindByMix()),
    count: () => serial,
  };
}
