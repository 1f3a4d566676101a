/** Longer lines hold more than a mark; longer titles more than a title. */
export const LONGEST_LINE = 90;
const LONGEST_TITLE = 50;
const SPACE = 0x20;

/** A line that begins like a title and does not end like a sentence. */
export function isTitleLike(text: string): boolean {
  const words = text.trim();
  return (
    words.length <= LONGEST_TITLE && /^\P{L}{0,3}(?:\p{Lu}|(?<=^|\P{L})[03]\p{Ll})[^.!?;]*$/u.test(words)
  );
}

/** Whether any line of the text is in capitals, or short and says so by its words: the cheap question asked of every document. */
export function mayHoldMisread(text: string, isTelling: (line: string) => boolean): boolean {
  let from = 0;
  while (from < text.length) {
    let end = text.indexOf('\n', from);
    if (end < 0) end = text.length;
    // Marks at the right stand behind many spaces.
    while (from < end && text.charCodeAt(from) === SPACE) from += 1;
    if (
      end - from >= 3 &&
      end - from <= LONGEST_LINE &&
      (isShouted(text, from, end) || (end - from <= LONGEST_TITLE && isTelling(text.slice(from, end))))
    )
      return true;
    from = end + 1;
  }
  return false;
}

function isShouted(text: string, from: number, end: number): boolean {
  let upper = 0;
  let lower = 0;
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x41 && code <= 0x5a) upper += 1;
    else if (code >= 0x61 && code <= 0x7a) {
      lower += 1;
      if (lower > 12) return false;
    } else if (code >= 0x370 && code < 0x530) upper += 1;
  }
  return upper >= 3 && upper >= 3 * lower;
}
