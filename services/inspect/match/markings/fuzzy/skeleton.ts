import type { Folder } from '../fold.ts';

/**
 * What readers take for one another made one: rn and m, 0 and O, 1, l, | and I, 5 and S. For the words around a mark, which are
 * only looked for and never shown: `Derived Frorn`, `Declassify 0n`, `DECLASSlFlED`.
 */
export interface Skeleton {
  /** Folds to the skeleton. Words must have been shortened by `narrow` first. */
  readonly folder: Folder;
  /** Whether a reader's mistake may stand in the line; the others need no second look. */
  maybe(text: string): boolean;
  /** The text with `rn` as `m`, and where each of its characters stood. */
  narrow(text: string): { readonly text: string; readonly places: readonly number[] };
}

const LIKE: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', L: 'I', '|': 'I', '5': 'S' };
const MISREAD = /\p{L}[015|]|[015|]\p{L}|[Rr][Nn]|\p{Lu}l|\p{Ll}I/u;

export function createSkeleton(folder: Folder): Skeleton {
  const like = new Map(Object.entries(LIKE).map(([from, to]) => [from.charCodeAt(0), to.charCodeAt(0)]));
  const unit = folder.unit.map((code) => like.get(code) ?? code);
  const narrow: Skeleton['narrow'] = (text) => {
    const places: number[] = [];
    let out = '';
    for (let at = 0; at < text.length; at += 1) {
      const broad = /^[Rr][Nn]/.test(text.slice(at, at + 2));
      out += broad ? 'm' : text[at];
      places.push(at);
      if (broad) at += 1;
    }
    places.push(text.length);
    return { text: out, places };
  };
  return {
    folder: {
      ...folder,
      unit,
      fold: (text) => folder.fold(text).replace(/[01L|5]/g, (char) => LIKE[char] ?? char),
    },
    maybe: (text) => MISREAD.test(text),
    narrow,
  };
}
