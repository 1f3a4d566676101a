import { compileRules } from '../../services/inspect/match/markings/compile.ts';
import { clean } from '../../services/inspect/match/markings/fold.ts';
import { parseRules, readRuleTexts } from '../../services/inspect/match/markings/load-rules.ts';
import { rulesFolders } from '../../services/paths.ts';
import type { Random } from '../corpus/random.ts';
import { TAUGHT, type Taught } from '../spotter/foreign-sources.ts';
import { foreignTexts } from '../spotter/foreign-texts.ts';
import { catalogueTermsByRegime } from '../spotter/terms.ts';

const LONGEST = 44;
const ROMAN = ['Ⅰ', 'Ⅱ', 'Ⅲ'];
/** Lines in which letters are replaced: what office programs say has but eight hundred of two thousand syllables of Hangul. */
const RARE = 0.4;
/** Letters of a script of thousands, of which texts use few. */
const MANY: Partial<Record<Taught, { readonly like: RegExp; readonly letters: readonly string[] }>> = {
  // The 2,350 syllables of KS X 1001.
  hangul: { like: /\p{Script=Hangul}/gu, letters: lettersOf('euc-kr', 0xb0, 0xc8) },
  // The 2,965 of the first level of JIS X 0208.
  kana: { like: /\p{Script=Han}/gu, letters: lettersOf('euc-jp', 0xb0, 0xcf) },
};

/** Lines in one script, without Latin letters where they look alike: terms of the catalogue among other writing, ordinary lines, figures. */
export async function alphabetLines(script: Taught, root: string): Promise<(random: Random) => string> {
  const { anchors } = compileRules(parseRules(await readRuleTexts(rulesFolders(undefined))));
  const isPlain = (line: string) => {
    let hits = 0;
    anchors.scan(clean(line), () => void hits++);
    return hits === 0;
  };
  const next = await foreignTexts(root, { regimes: await catalogueTermsByRegime(), isPlain });
  return (random) => {
    for (;;) {
      let text = next(random, script).replaceAll(/\s+/g, ' ').trim();
      if (script === 'hangul')
        text = text.replace(/^[Iil|ㅣ]{1,3}(?=급)/u, (seen) => ROMAN[seen.length - 1] ?? seen);
      if (script !== 'kana' && /[A-Za-z\u00c0-\u024f]/.test(text)) continue;
      if (!TAUGHT[script].test(text) && !(script === 'kana' && /^\p{Script=Han}+$/u.test(text))) continue;
      const many = MANY[script];
      if (many !== undefined && random.chance(RARE)) text = withRare(text, many, random);
      if (random.chance(0.1))
        text = `${text} ${random.pick(['№ ', '', '- ', ', ', '('])}${random.int(1, 9999)}`;
      if (text.length > LONGEST) {
        const at = random.int(0, text.length - LONGEST);
        text = text.slice(at, at + LONGEST).trim();
      }
      if (text.length > 0) return text;
    }
  };
}

function withRare(
  text: string,
  { like, letters }: NonNullable<(typeof MANY)[Taught]>,
  random: Random,
): string {
  return text.replaceAll(like, (own) => (random.chance(0.6) ? random.pick(letters) : own));
}

/** Of a set of 94 × 94 characters, from one row to another. */
function lettersOf(encoding: string, firstRow: number, lastRow: number): string[] {
  const decoder = new TextDecoder(encoding);
  const [first, last] = [0xa1, 0xfe];
  const letters: string[] = [];
  for (let row = firstRow; row <= lastRow; row++)
    for (let cell = first; cell <= last; cell++) {
      const letter = decoder.decode(Uint8Array.of(row, cell));
      if (!letter.includes('\ufffd')) letters.push(letter);
    }
  return letters;
}
