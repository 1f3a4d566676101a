import { type CorpusEntry, corpusEntries } from '../corpus/corpus.ts';
import { plainKinds } from '../corpus/plan.ts';
import { createRandom, seedOf } from '../corpus/random.ts';

export type Group = 'documents' | 'text-free' | 'feed';

/** Drawn without a letter in them; the other photos show signs, labels and lists. */
export const TEXT_FREE = [
  'landscape',
  'flowers',
  'bricks',
  'night',
  'clouds',
  'foliage',
  'plate-of-food',
  'fabric',
  'room',
  'group-of-people',
];

const kindsOf = (...sorts: readonly string[]): string[] =>
  plainKinds
    .filter(({ name, sort }) => sorts.includes(sort) && !TEXT_FREE.includes(name))
    .map(({ name }) => name);

/**
 * The pictures of a group, all as a messenger forwards them. The feed is the chat of an organisation: 80 % photos and memes
 * (most of them without a word), 15 % screenshots, 5 % documents.
 */
export function picturesOf(group: Group, count: number, seed: number): CorpusEntry[] {
  switch (group) {
    case 'documents':
      return sample('marked', null, count, seed);
    case 'text-free':
      return sample('plain', TEXT_FREE, count, seed);
    case 'feed': {
      const documents = Math.max(1, Math.round(count * 0.05));
      const screenshots = Math.round(count * 0.15);
      const wordy = Math.round(count * 0.2);
      return [
        ...sample('marked', null, documents, seed + 1),
        ...sample('plain', kindsOf('screenshot'), screenshots, seed + 1),
        ...sample('plain', kindsOf('photo', 'meme'), wordy, seed + 1),
        ...sample('plain', TEXT_FREE, count - documents - screenshots - wordy, seed + 1),
      ];
    }
  }
}

/** By chance, but no kind a second time before every kind had its first. */
function sample(
  which: 'marked' | 'plain',
  kinds: readonly string[] | null,
  count: number,
  seed: number,
): CorpusEntry[] {
  const picked: CorpusEntry[] = [];
  for (let each = 1; picked.length < count; each++) {
    const all = corpusEntries({
      seed,
      looks: ['chat'],
      each,
      every: 1,
      which,
      ...(kinds === null ? {} : { kinds }),
    });
    const fresh = all.filter(({ name }) => name.endsWith(` ${each - 1}`));
    const random = createRandom(seedOf(seed, `${which} ${each}`));
    const shuffled = fresh.map((entry) => ({ entry, at: random.next() })).sort((a, b) => a.at - b.at);
    picked.push(...shuffled.map(({ entry }) => entry));
  }
  return picked.slice(0, count);
}
