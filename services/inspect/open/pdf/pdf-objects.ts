/** An object of a PDF as its bytes stand there. */
export interface PdfObject {
  readonly num: number;
  readonly gen: number;
  /** Where it begins in the file. */
  readonly at: number;
  /** What it says up to its stream or its end, as far as a dictionary that matters here goes. */
  readonly dictionary: string;
  readonly isStream: boolean;
}

const OBJECT = /(\d{1,9})\s{1,4}(\d{1,5})\s{1,4}obj\b/g;
/** No page or tree of pages that a program writes says more about itself. */
const LONGEST_DICTIONARY = 20_000;
const END = /\bendobj\b|\bstream\b/;

/**
 * Every object that stands by itself, in the order of the file, current or not. A dictionary is looked for up to the next object only:
 * together they are never longer than the file.
 */
export function* objectsOf(text: string): Iterable<PdfObject> {
  let last: RegExpExecArray | null = null;
  for (const head of text.matchAll(OBJECT)) {
    if (last !== null) yield objectAt(text, last, head.index);
    last = head;
  }
  if (last !== null) yield objectAt(text, last, text.length);
}

function objectAt(text: string, head: RegExpExecArray, end: number): PdfObject {
  const from = head.index + head[0].length;
  const body = text.slice(from, Math.min(end, from + LONGEST_DICTIONARY));
  const [dictionary = ''] = body.split(END, 1);
  const isStream = body.startsWith('stream', dictionary.length);
  return { num: Number(head[1]), gen: Number(head[2]), at: head.index, dictionary, isStream };
}
