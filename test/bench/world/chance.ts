import type { Random } from '../../simulate/random.ts';
import { type Attachment, type Feed, KINDS, type Kind, MIX } from './feed.ts';

export interface Drawn {
  readonly kind: Kind;
  readonly serial: number;
  readonly file: Attachment;
  /** Posted before. */
  readonly forwarded: boolean;
}

/** New files of one deck: the shares of the mix are whole numbers of so many. */
export const NEW_A_DECK = 100;

/**
 * What is posted next, drawn from shuffled decks: of each deck the same share was posted before, and the new ones are of the mix to
 * the file. A rate then means the same work at every load; what comes when stays chance.
 */
export function createChance(feed: Feed, forwardedShare: number, random: Random) {
  const posted: Array<{ readonly kind: Kind; readonly serial: number }> = [];
  const serials = new Map<Kind, number>();
  let deck: Array<Kind | 'again'> = [];

  function fresh(kind: Kind): Drawn {
    const serial = nextSerial(kind);
    serials.set(kind, serial + 1);
    posted.push({ kind, serial });
    return { kind, serial, file: feed(kind, serial), forwarded: false };
  }

  function again(): Drawn | null {
    const one = posted[Math.floor(random() * posted.length)];
    return one === undefined ? null : { ...one, file: feed(one.kind, one.serial), forwarded: true };
  }

  function newDeck(): Array<Kind | 'again'> {
    const forwards = Math.round((NEW_A_DECK * forwardedShare) / (1 - forwardedShare));
    const cards = KINDS.flatMap((kind) => Array<Kind>(Math.round(MIX[kind] * NEW_A_DECK)).fill(kind));
    return shuffled([...cards, ...Array<'again'>(forwards).fill('again')], random);
  }

  const nextSerial = (kind: Kind) => serials.get(kind) ?? 0;

  return {
    fresh,
    /** The first that was posted, again. */
    first(): Drawn {
      const [one] = posted;
      if (one === undefined) throw new Error('Expected something to have been posted before');
      return { ...one, file: feed(one.kind, one.serial), forwarded: true };
    },
    /** Serials are passed over until the next of the kind is a multiple of this. */
    align: (kind: Kind, multiple: number): void => {
      serials.set(kind, Math.ceil(nextSerial(kind) / multiple) * multiple);
    },
    next(): Drawn {
      if (deck.length === 0) deck = newDeck();
      const card = deck.pop() ?? 'again';
      return card === 'again' ? (again() ?? fresh('photo')) : fresh(card);
    },
  };
}

/** Fisher–Yates, in a copy. */
function shuffled<T>(cards: readonly T[], random: Random): T[] {
  const all = [...cards];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [all[last], all[other]];
    if (a === undefined || b === undefined) continue;
    [all[last], all[other]] = [b, a];
  }
  return all;
}
