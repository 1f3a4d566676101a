import { clean, type Folder, KIND } from '../markings/fold.ts';

/** A stretch of a line that a term of the catalogue could be, folded: 1–5 words, or 2–8 characters of a joined script. */
export interface Window {
  readonly text: string;
  /** It is all there is on the line, in its cell, or behind its colon. */
  readonly alone: boolean;
  /** No small letter in it. */
  readonly capitals: boolean;
}

/** Words (`joined: false`) or one run of Han, kana, Hangul or Thai, parted by no colon, tab, bar or bracket. */
interface Group {
  readonly joined: boolean;
  readonly units: readonly string[];
  readonly capitals: boolean;
  readonly opens: 'line' | 'field' | 'other';
}

export const LONGEST_WINDOW = { words: 5, joined: 8 } as const;
const SHORTEST_WINDOW = { words: 1, joined: 2 } as const;
/** Every window of a short group is kept, of a longer one those at its ends, of a still longer one, which is a sentence, none. */
const SHORT = { words: 6, joined: 10 } as const;
const LONGEST = { words: 12, joined: 30 } as const;

/** A line taken apart once; its windows are made only when they are asked for. */
export interface TakenApart {
  /** No group of it is longer than a mark. */
  readonly isShort: boolean;
  windows(): Window[];
}

export function takeApart(folder: Folder, line: string): TakenApart {
  const groups = groupsOf(folder, line);
  return {
    isShort: groups.every(({ joined, units }) => units.length <= (joined ? SHORT.joined : SHORT.words)),
    windows: () => {
      const portion = portionOf(folder, line);
      return [
        ...(portion === null ? [] : [{ text: portion, alone: false, capitals: true }]),
        ...groups.flatMap((group) => windowsOfGroup(group, groups.length === 1 || group.opens === 'field')),
      ];
    },
  };
}

/** The windows that must all be there for the term to be; null when a term is of a kind that has no window. */
export function windowsOfTerm(folder: Folder, term: string): string[] | null {
  const portion = portionOf(folder, term);
  if (portion !== null && portion.length === term.trim().length) return [portion];
  const [group, ...more] = groupsOf(folder, term);
  if (group === undefined || more.length > 0) return null;
  const { joined, units } = group;
  const longest = joined ? LONGEST_WINDOW.joined : LONGEST_WINDOW.words;
  if (units.length < (joined ? SHORTEST_WINDOW.joined : SHORTEST_WINDOW.words)) return null;
  if (units.length <= longest) return [textOf(group, 0, units.length)];
  if (units.length > (joined ? LONGEST.joined : LONGEST.words)) return null;
  return [textOf(group, 0, longest), textOf(group, units.length - longest, units.length)];
}

function windowsOfGroup(group: Group, mayBeAlone: boolean): Window[] {
  const { joined, units, capitals } = group;
  const kind = joined ? 'joined' : 'words';
  if (units.length > LONGEST[kind]) return [];
  const every = units.length <= SHORT[kind];
  const windows: Window[] = [];
  for (let size = SHORTEST_WINDOW[kind]; size <= Math.min(LONGEST_WINDOW[kind], units.length); size += 1) {
    for (let from = 0; from + size <= units.length; from += 1) {
      const atEnd = from === 0 || from + size === units.length;
      if (!every && !atEnd) continue;
      const text = textOf(group, from, from + size);
      if (text.length > 1) windows.push({ text, alone: mayBeAlone && size === units.length, capitals });
    }
  }
  return windows;
}

function textOf({ joined, units }: Group, from: number, to: number): string {
  return units.slice(from, to).join(joined ? '' : ' ');
}

/** "(BH)" before a paragraph, whatever numbers the paragraph. */
function portionOf(folder: Folder, line: string): string | null {
  const found = /^[\s\d.•*-]{0,12}\(([^()\s]{1,20})\)/.exec(line);
  return found === null ? null : `(${folder.fold(found[1] ?? '')})`;
}

const PARTING = new Set('\t|:：;；,，、()（）[]【】「」《》★☆');

function groupsOf(folder: Folder, line: string): Group[] {
  const text = clean(line).trim();
  const { kind } = folder;
  const groups: Group[] = [];
  let units: string[] = [];
  const folded = folder.fold(text);
  /** Where the word begins that is being read; -1 between words. */
  let begin = -1;
  let joined = false;
  let capitals = true;
  let opens: Group['opens'] = 'line';
  const endWord = (at: number): void => {
    if (begin >= 0) units.push(folded.slice(begin, at));
    begin = -1;
  };
  const endGroup = (next: Group['opens'], at: number): void => {
    endWord(at);
    if (units.length > 0) groups.push({ joined, units, capitals, opens });
    units = [];
    joined = false;
    capitals = true;
    opens = next;
  };
  for (let at = 0; at < text.length; at += 1) {
    const sort = kind[text.charCodeAt(at)] ?? KIND.other;
    if (sort === KIND.joined) {
      if (!joined && (units.length > 0 || begin >= 0)) {
        const word = begin < 0 ? '' : folded.slice(begin, at);
        const digits = units.length === 0 && /^\d+$/.test(word) ? [...word] : null;
        if (digits === null) endGroup('other', at);
        else {
          units = digits;
          begin = -1;
        }
      }
      joined = true;
      units.push(folded.charAt(at));
    } else if (sort === KIND.digit && joined) {
      units.push(folded.charAt(at));
    } else if (sort === KIND.lower || sort === KIND.upper || sort === KIND.uncased || sort === KIND.digit) {
      if (joined) endGroup('other', at);
      if (sort === KIND.lower) capitals = false;
      if (begin < 0) begin = at;
    } else if (PARTING.has(text.charAt(at))) {
      endGroup(/[\t|:：]/.test(text.charAt(at)) ? 'field' : 'other', at);
    } else endWord(at);
  }
  endGroup('line', text.length);
  return groups;
}
