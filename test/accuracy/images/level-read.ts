/** Letters only, accents off, upper case: readers drop accents, spaces and punctuation. */
function bare(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
}

/** Whether one of the level words stands in what was read: one edit per six Latin letters, Chinese exactly. */
export function levelRead(lines: readonly string[], levels: readonly string[]): boolean {
  return levels.some((level) => {
    const word = bare(level);
    const edits = /\p{Script=Han}/u.test(word) ? 0 : Math.floor(word.length / 6);
    return lines.some((line) => contains(bare(line), word, edits));
  });
}

/** Sellers' algorithm: the best edit distance of `word` to any part of `text`. */
function contains(text: string, word: string, edits: number): boolean {
  if (text.includes(word)) return true;
  if (edits === 0) return false;
  let row = Array.from({ length: word.length + 1 }, (_, i) => i);
  for (const letter of text) {
    const next = [0];
    for (let i = 1; i <= word.length; i++) {
      const same = word[i - 1] === letter ? 0 : 1;
      next.push(Math.min((row[i - 1] ?? 0) + same, (row[i] ?? 0) + 1, (next[i - 1] ?? 0) + 1));
    }
    if ((next[word.length] ?? edits + 1) <= edits) return true;
    row = next;
  }
  return false;
}
