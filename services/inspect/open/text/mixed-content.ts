const LONGEST = 2000;
const MOST_BETWEEN = 3;
/** Between two pieces of one word: an element begins, or ends, or stands empty. */
const WITHIN_A_WORD = new Set(['o', 'c', 'oc']);

/** Watches text and elements of XML go by, and tells of words that elements part: nobody knows of any XML which of its elements part lines. */
export interface MixedContent {
  text(data: string): void;
  open(): void;
  close(): void;
  /** Must be called at the end. */
  end(): void;
}

export function createMixedContent(say: (words: string) => void): MixedContent {
  let run = '';
  let isParted = false;
  let between = '';
  const end = () => {
    if (isParted) say(run);
    run = '';
    isParted = false;
  };
  return {
    text(data) {
      const goesOn = between === '' || (WITHIN_A_WORD.has(between) && /\S$/.test(run) && /^\S/.test(data));
      if (!goesOn || run.length > LONGEST) end();
      else if (between !== '' && run !== '') isParted = true;
      run += data;
      between = '';
    },
    open() {
      if (between.length < MOST_BETWEEN) between += 'o';
    },
    close() {
      if (between.length < MOST_BETWEEN) between += 'c';
    },
    end,
  };
}
