import type { PdfFile } from './pdf-file.ts';
import { isPage, type PdfObject } from './pdf-objects.ts';

/** What leads to a drawing or a picture, by object number. */
export interface Drawn {
  /** Drawn by what a page, another drawing or a letter of a font draws. */
  readonly byName: ReadonlySet<number>;
  /** How a remark or a field looks, in one of its states. */
  readonly asAppearance: ReadonlySet<number>;
  /** Masks, which are seen with what they mask, and thumbnails of pages. */
  readonly asPart: ReadonlySet<number>;
  /** Whatever something refers to. */
  readonly referred: ReadonlySet<number>;
  /** Whether it was told of all: a document may name far more than it draws. */
  readonly isWhole: boolean;
}

const NAME = String.raw`\/([^\s/<>[\](){}%]{1,127})`;
const NAMED = new RegExp(String.raw`${NAME}\s{1,9}(\d{1,9})\s{1,4}\d{1,5}\s{1,4}R\b`, 'g');
const REFERENCE = /(\d{1,9})\s{1,4}\d{1,5}\s{1,4}R\b/g;
const DRAWS = new RegExp(String.raw`${NAME}\s{1,9}Do\b`, 'g');
const PARTS = new Set(['SMask', 'Mask', 'G', 'Thumb']);
const MOST_STEPS = 10_000_000;

type Names = ReadonlyMap<string, ReadonlySet<number>>;

/** `mostBytes` is what may come out of each stream. */
export function drawnIn(file: PdfFile, current: ReadonlyMap<number, PdfObject>, mostBytes: number): Drawn {
  const byName = new Set<number>();
  const namesOf = memo((object: PdfObject): Names => namedIn(object.dictionary));
  const drawnBy = memo((object: PdfObject): ReadonlySet<string> => {
    const content = file.contentOf(object, mostBytes);
    const text = content === null || content === 'too large' ? '' : content.toString('latin1');
    return new Set([...text.matchAll(DRAWS)].map(([, name = '']) => name));
  });
  const resources = (object: PdfObject): Names[] => {
    const own = [namesOf(object)];
    for (let at = 0; at < own.length && own.length < 16; at += 1)
      for (const num of [own[at]?.get('Resources'), own[at]?.get('XObject')].flatMap((nums) => [
        ...(nums ?? []),
      ])) {
        const next = current.get(num);
        if (next !== undefined) own.push(namesOf(next));
      }
    return own;
  };
  const all = [...current.values()];
  const handedDown = all
    .filter((object) => /\/Type\s{0,9}\/Pages\b/.test(object.dictionary))
    .flatMap(resources);
  const contents = new Set<number>();
  let steps = 0;
  const draw = (drawings: Iterable<string>, from: readonly Names[]) => {
    for (const name of drawings)
      for (const names of from) {
        steps += 1;
        if (steps < MOST_STEPS) for (const num of names.get(name) ?? []) byName.add(num);
      }
  };
  for (const object of all) {
    const isOwn = object.data !== null && object.dictionary.includes('/Resources');
    if (!isOwn && !isPage(object)) continue;
    const named = object.dictionary.includes('/Resources') ? resources(object) : handedDown;
    for (const content of isOwn ? [object] : contentsOf(object, current)) {
      contents.add(content.num);
      draw(drawnBy(content), named);
    }
  }
  const everyName = all.filter(({ dictionary }) => dictionary.includes('/XObject')).map(namesOf);
  // What a letter of a font draws, or a drawing with the names of its page.
  for (const object of all)
    if (
      object.data !== null &&
      !contents.has(object.num) &&
      !/\/Subtype\s{0,9}\/Image\b/.test(object.dictionary)
    )
      draw(drawnBy(object), everyName);
  return { byName, ...referencesIn(file, current), isWhole: steps < MOST_STEPS };
}

function namedIn(dictionary: string): Names {
  const names = new Map<string, Set<number>>();
  for (const [, name = '', num = ''] of dictionary.matchAll(NAMED)) {
    const nums = names.get(name);
    if (nums === undefined) names.set(name, new Set([Number(num)]));
    else nums.add(Number(num));
  }
  return names;
}

/** Streams that a page draws; `/Contents` may lead to a list of them. */
function contentsOf({ dictionary }: PdfObject, current: ReadonlyMap<number, PdfObject>): PdfObject[] {
  const [, list, one] =
    /\/Contents\s{0,9}(?:\[([^\][]{0,20000})\]|(\d{1,9}\s{1,4}\d{1,5}\s{1,4}R))/.exec(dictionary) ?? [];
  return referencesOf(list ?? one ?? '').flatMap((num) => {
    const object = current.get(num);
    if (object === undefined) return [];
    if (object.data !== null) return [object];
    return referencesOf(object.dictionary).flatMap((inner) => current.get(inner) ?? []);
  });
}

export function referencesOf(dictionary: string): number[] {
  return [...dictionary.matchAll(REFERENCE)].map(([, num]) => Number(num));
}

function referencesIn(
  file: PdfFile,
  current: ReadonlyMap<number, PdfObject>,
): Pick<Drawn, 'asAppearance' | 'asPart' | 'referred'> {
  const asAppearance = new Set<number>();
  const asPart = new Set<number>();
  const referred = new Set<number>(file.between.flatMap(referencesOf));
  for (const { dictionary } of current.values()) {
    for (const num of referencesOf(dictionary)) referred.add(num);
    for (const [, name = '', num = ''] of dictionary.matchAll(NAMED))
      if (PARTS.has(name)) asPart.add(Number(num));
    const looks = dictionary.split(/\/AP\b/, 2)[1];
    for (const num of looks === undefined ? [] : referencesOf(looks)) {
      asAppearance.add(num);
      const states = current.get(num);
      if (states !== undefined && states.data === null && !isPage(states))
        for (const state of referencesOf(states.dictionary)) asAppearance.add(state);
    }
  }
  return { asAppearance, asPart, referred };
}

function memo<Value>(of: (object: PdfObject) => Value): (object: PdfObject) => Value {
  const known = new Map<PdfObject, Value>();
  return (object) => {
    const kept = known.get(object);
    if (kept !== undefined) return kept;
    const value = of(object);
    known.set(object, value);
    return value;
  };
}
