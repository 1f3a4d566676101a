const DEEPEST = 200;
const MOST = 100_000;
/** A word alone is as likely one that programs exchange: { "type": "CONFIDENTIAL" }. */
const WORDS = /\S[\s/]+\S/;

/** The lines of all texts in a JSON document that has been parsed, those of more than one word. */
export function* jsonWords(value: unknown): Iterable<string> {
  const waiting: Array<readonly [value: unknown, depth: number]> = [[value, 0]];
  for (let count = 0; count < MOST; count += 1) {
    const next = waiting.pop();
    if (next === undefined) return;
    const [one, depth] = next;
    if (typeof one === 'string') yield* one.split(/[\r\n]+/).filter((line) => WORDS.test(line.trim()));
    else if (typeof one === 'object' && one !== null && depth < DEEPEST)
      for (const inner of Object.values(one).reverse()) waiting.push([inner, depth + 1]);
  }
}
