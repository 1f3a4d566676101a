import { ContentError } from '../../../../shared/errors.ts';

/** The declarations that a document brings itself, between the brackets of its DOCTYPE. */
const OPENS = /<!DOCTYPE[^[>]{0,1000}\[/;
const CLOSES = /\]\s{0,100}>/g;
const DECLARATION = /<!ENTITY\s{1,100}(%\s{1,100})?([^\s"'<>&;%]{1,100})\s{1,100}(?:"([^"]*)"|'([^']*)')/g;
const REFERENCE = /&([^\s&;#<>"']{1,100});/g;
/** Characters that entities of the document's own may add: more is a bomb, whatever else it is. */
const MOST_ADDED = 1_000_000;

/**
 * Puts in what a document's own entities stand for (XML 1.0, 4.4), as whoever shows it does: a mark may be made of them.
 * External ones (SYSTEM, PUBLIC) are never fetched, unknown ones stay. Throws ContentError CONTENT_TOO_COMPRESSED when
 * they grow without end.
 */
export function withEntities(text: string): string {
  const opens = OPENS.exec(text);
  if (opens === null) return text;
  const begin = opens.index + opens[0].length;
  CLOSES.lastIndex = begin;
  const closes = CLOSES.exec(text);
  if (closes === null) return text;
  const declared = declarationsIn(text.slice(begin, closes.index));
  if (declared.size === 0) return text;
  const expanded = new Map<string, string>();
  let added = 0;
  const put = (words: string): string => {
    added += words.length;
    if (added > MOST_ADDED) throw tooMuch();
    return words;
  };
  const meaningOf = (name: string, depth: number): string | null => {
    const known = expanded.get(name);
    if (known !== undefined) return known;
    const raw = declared.get(name);
    if (raw === undefined) return null;
    // Deeper than there are names: they stand for one another.
    if (depth > declared.size) throw tooMuch();
    const value = raw.replace(REFERENCE, (reference, inner: string) =>
      put(meaningOf(inner, depth + 1) ?? reference),
    );
    expanded.set(name, value);
    return value;
  };
  const body = text.slice(closes.index).replace(REFERENCE, (reference, name: string) => {
    const value = meaningOf(name, 0);
    return value === null ? reference : put(value);
  });
  return text.slice(0, closes.index) + body;
}

function declarationsIn(subset: string): ReadonlyMap<string, string> {
  const declared = new Map<string, string>();
  for (const [, parameter, name = '', double, single] of subset.matchAll(DECLARATION)) {
    // The first declaration of a name counts.
    if (parameter === undefined && !declared.has(name)) declared.set(name, double ?? single ?? '');
  }
  return declared;
}

function tooMuch(): ContentError {
  return new ContentError(
    'CONTENT_TOO_COMPRESSED',
    `Expected entities that add at most ${MOST_ADDED} characters, got more`,
  );
}
