import type { Candidate } from '../mark.ts';
import { isInside, NEAR_LINES, type SeenCue } from './cues.ts';
import type { FirstPages } from './reach.ts';

/** The cues of a document by where they are heard, so that none of thousands of marks is held against all of them. */
export interface SeenCues {
  /** What may speak of a mark, in the order of the document; of the same words heard in the same place, the first. */
  about(candidate: Candidate): readonly SeenCue[];
}

export function createSeenCues(seen: readonly SeenCue[], firstPages: FirstPages): SeenCues {
  const byLine = new Map<number, SeenCue[]>();
  const byPlace = new Map<string, Map<number, SeenCue[]>>();
  const order = new Map<SeenCue, number>();
  for (const item of seen) {
    order.set(item, order.size);
    if (item.cue.scope !== 'document') add(byLine, item.line, item);
    else {
      const place = byPlace.get(placeOf(item)) ?? new Map<number, SeenCue[]>();
      add(place, item.words, item);
      byPlace.set(placeOf(item), place);
    }
  }

  return {
    about(candidate) {
      const { index, segment } = candidate.line;
      const heard: SeenCue[] = [];
      for (let at = index - NEAR_LINES; at <= index + NEAR_LINES; at += 1)
        heard.push(...(byLine.get(at) ?? []));
      for (const place of segment.source === 'label' ? byPlace.keys() : placesHeardAt(segment.where)) {
        for (const same of byPlace.get(place)?.values() ?? []) {
          const first = same.find((item) => !isInside(item, candidate));
          if (first) heard.push(first);
        }
      }
      return heard.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    },
  };

  /** Of its part all that speaks for marks; of its own page and of the part's first all that speaks against them. */
  function placesHeardAt({ part, page }: { part: string; page: number | null }): ReadonlySet<string> {
    return new Set([part, `${part}\n${page}`, `${part}\n${firstPages.get(part)}`]);
  }
}

function placeOf({ cue, part, page }: SeenCue): string {
  return cue.weight >= 0 ? part : `${part}\n${page}`;
}

function add(map: Map<number, SeenCue[]>, key: number, item: SeenCue): void {
  const known = map.get(key);
  if (known) known.push(item);
  else map.set(key, [item]);
}
