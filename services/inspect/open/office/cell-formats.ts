/** Words that a format puts into the cells that have it: "plan" in `"plan "0.00`. */
export function wordsInFormat(code: string): string[] {
  return literalsIn(code)
    .map((text) => text.trim())
    .filter((text) => /\p{L}{2}/u.test(text));
}

/** "…" in a format or a formula, with "" for the sign itself. */
export function literalsIn(formula: string): string[] {
  return [...formula.matchAll(/"((?:[^"]|"")+)"/g)].map(([, text = '']) => text.replaceAll('""', '"'));
}
