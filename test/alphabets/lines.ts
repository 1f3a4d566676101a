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
/** Lines of Hangul in which syllables are replaced: what office programs say has but eight hundred of two thousand. */
const RARE = 0.4;
const SYLLABLES = syllablesInUse();

/** Lines in one script, without Latin letters: terms of the catalogue among other writing, ordinary lines, figures. */
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
      if (/[A-Za-z\u00c0-\u024f]/.test(text) || !TAUGHT[script].test(text)) continue;
      if (script === 'hangul' && random.chance(RARE)) text = withRareSyllables(text, random);
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

function withRareSyllables(text: string, random: Random): string {
  return text.replaceAll(/\p{Script=Hangul}/gu, (own) => (random.chance(0.6) ? random.pick(SYLLABLES) : own));
}

/** The 2,350 syllables of KS X 1001. */
function syllablesInUse(): string[] {
  const decoder = new TextDecoder('euc-kr');
  const [firstRow, lastRow, first, last] = [0xb0, 0xc8, 0xa1, 0xfe];
  const syllables: string[] = [];
  for (let row = firstRow; row <= lastRow; row++)
    for (let cell = first; cell <= last; cell++) syllables.push(decoder.decode(Uint8Array.of(row, cell)));
  return syllables;
}
