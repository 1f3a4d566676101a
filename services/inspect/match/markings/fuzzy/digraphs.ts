/** Two letters that readers take for one, and one that they take for two. Capitals. */
const READ_AS: ReadonlyArray<readonly [printed: string, seen: string]> = [
  ['RN', 'M'],
  ['M', 'RN'],
  ['D', 'CL'],
  ['W', 'VV'],
  ['Ы', 'ЬІ'],
  ['Ы', 'ЬI'],
  ['Љ', 'ЛЬ'],
  ['Њ', 'НЬ'],
];
/** In short words the pairs are other words: DAM and DARN. */
const SHORTEST = 6;

/** A mark's words as readers print them where one letter became two, or two one: `Intemal use only`, `ПОВЕРЛЬИВО`, `Conficlential`. */
export function digraphReadings(term: string): readonly string[] {
  const capitals = term.toUpperCase();
  if (capitals.length !== term.length || term.replace(/\P{L}/gu, '').length < SHORTEST) return [];
  return READ_AS.flatMap(([printed, seen]) => {
    const at = capitals.indexOf(printed);
    return at < 0 ? [] : [capitals.slice(0, at) + seen + capitals.slice(at + printed.length)];
  });
}
