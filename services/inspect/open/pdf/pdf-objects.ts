/** An object of a PDF as its bytes stand there. */
export interface PdfObject {
  readonly num: number;
  readonly gen: number;
  /** Where it begins in the file; of one in a stream of objects, where that begins. */
  readonly at: number;
  /** What it says up to its stream or its end. */
  readonly dictionary: string;
  /** From where to where its stream lies in the file, packed and locked as it is; null where it has none. */
  readonly data: readonly [from: number, to: number] | null;
  /** Whether it came out of a stream of objects: its strings are not locked by themselves. */
  readonly isMember: boolean;
}

/** What stands by itself in a file, and what stands between. */
export interface PdfBody {
  readonly objects: readonly PdfObject[];
  /** Remarks, tables and trailers, and whatever lies before, behind and between. */
  readonly between: readonly string[];
  /** False where there are more objects than are told apart here. */
  readonly isWhole: boolean;
}

const TOKEN = /(\d{1,9})\s{1,4}(\d{1,5})\s{1,4}obj(?![A-Za-z])|\bendobj\b|(?<!end)stream(?:\r?\n|[\r ])/g;
const STREAM_END = /endstream|endobj\s{1,9}\d{1,9}\s{1,4}\d{1,5}\s{1,4}obj\b/g;
const MOST_OBJECTS = 1_000_000;
/** Between where a stream says it ends and where it does. */
const CHECKED_CHARS = 20;

/**
 * Every object that stands by itself, in the order of the file, current or not, in one pass: what a stream holds is not looked into, and
 * nothing is looked at twice.
 */
export function bodyOf(text: string): PdfBody {
  const objects: PdfObject[] = [];
  const between: string[] = [];
  const token = new RegExp(TOKEN);
  let open: { num: number; gen: number; at: number; from: number } | null = null;
  let gap = 0;
  const close = (to: number, data: PdfObject['data']) => {
    if (open === null) return;
    const { num, gen, at, from } = open;
    objects.push({ num, gen, at, dictionary: text.slice(from, to), data, isMember: false });
    open = null;
  };
  for (
    let found = token.exec(text);
    found !== null && objects.length < MOST_OBJECTS;
    found = token.exec(text)
  ) {
    const { 0: word, 1: num, 2: gen, index } = found;
    if (num !== undefined) {
      if (open === null) between.push(text.slice(gap, index));
      close(index, null);
      open = { num: Number(num), gen: Number(gen), at: index, from: index + word.length };
      gap = text.length;
    } else if (open !== null) {
      const isStream = word !== 'endobj';
      const data = isStream ? stretchOf(text, text.slice(open.from, index), index + word.length) : null;
      if (data !== null) token.lastIndex = data[1];
      close(index, data);
      gap = data?.[1] ?? index;
    }
  }
  close(text.length, null);
  between.push(text.slice(gap));
  return { objects, between, isWhole: objects.length < MOST_OBJECTS };
}

/** As long as it says, where it says so itself and an end follows; else up to the next end, its own or its object's. */
function stretchOf(text: string, dictionary: string, from: number): [number, number] {
  const said = Number(/\/Length\s+(\d{1,10})(?!\s+\d+\s+R)/.exec(dictionary)?.[1] ?? Number.NaN);
  const after = text.slice(from + said, from + said + CHECKED_CHARS);
  if (/^\s{0,9}endstream/.test(after)) return [from, from + said];
  const end = new RegExp(STREAM_END);
  end.lastIndex = from;
  return [from, end.exec(text)?.index ?? text.length];
}

export function isPage({ dictionary }: PdfObject): boolean {
  return /\/Type\s{0,9}\/Page(?![A-Za-z])/.test(dictionary);
}
