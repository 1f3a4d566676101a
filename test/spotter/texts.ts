import { compileRules } from '../../services/inspect/match/markings/compile.ts';
import { clean } from '../../services/inspect/match/markings/fold.ts';
import { CJK_FIELD_NAMES, FIELD_NAMES } from '../../services/inspect/match/markings/grammar/field-names.ts';
import { parseRules, readRuleTexts } from '../../services/inspect/match/markings/load-rules.ts';
import { rulesFolders } from '../../services/paths.ts';
import type { Random } from '../corpus/random.ts';
import { WORDS } from '../scripts/words.ts';
import { TAUGHT } from './foreign-sources.ts';
import { foreignTexts } from './foreign-texts.ts';
import { cased, decorated, titled, within } from './forms.ts';
import { codeLines, proseLines } from './ordinary-sources.ts';
import { corpusLines, dictionary, hanWords, localeLines } from './sources.ts';
import { catalogueTermsByRegime } from './terms.ts';

/** A line to draw, and where in it stands what is worth reading, in code units. */
export interface LineText {
  readonly text: string;
  readonly spans: readonly (readonly [start: number, end: number])[];
}

const SMALLEST = 2;

/**
 * Lines for the spotter to learn from: marks of the catalogue in the lines they stand in, and ordinary lines of many languages.
 * `root`: where Debian's packages of texts are unpacked. `hard`: terms to show more often than others, in place of all of them.
 */
export async function lineTexts(
  root: string,
  hard: readonly string[] | null = null,
): Promise<(random: Random) => LineText> {
  const compiled = compileRules(parseRules(await readRuleTexts(rulesFolders(undefined))));
  const { folder } = compiled;
  const fields = new RegExp(`^\\W*(?:${[...FIELD_NAMES].join('|')})(?=\\s*[:：]|\\s*$)`);
  const cjkFields = new RegExp(CJK_FIELD_NAMES.join('|'));
  const portion =
    /^\W{0,2}[\dA-Za-z]{0,3}[.)]?\s*[([（【](?:TS|S|C|R|U|OUO|FOUO|CUI|NF|SI|TK|REL|[/, -])+[)\]）】]|[(（](?:密|机密|機密|秘|極秘)[)）]/u;
  const spread = /(?:^|\s)(?:[A-ZÀ-Þ] ){4,}[A-ZÀ-Þ]/;

  function spansOf(text: string): [number, number][] {
    const spans: [number, number][] = [];
    const cleaned = clean(text);
    compiled.anchors.scan(cleaned, (start, end, values) => {
      if (values.some((value) => value.kind === 'term' || value.kind === 'portion')) spans.push([start, end]);
    });
    const found = [
      fields.exec(folder.fold(text)),
      cjkFields.exec(text),
      portion.exec(text),
      spread.exec(text),
    ];
    for (const hit of found) if (hit) spans.push([hit.index, hit.index + hit[0].length]);
    return spans;
  }

  const regimes = await catalogueTermsByRegime();
  const terms = hard ?? regimes.flat();
  const byTerm = hard === null ? 0.5 : 0.85;
  const marked = (await corpusLines()).filter((line) => spansOf(line).length > 0);
  const plain = [...(await corpusLines()), ...(await localeLines())].filter(
    (line) => spansOf(line).length === 0,
  );
  const isPlain = (line: string) => spansOf(line).length === 0;
  const isForeign = (line: string) => Object.values(TAUGHT).some((script) => script.test(line));
  const prose = (await proseLines(root)).filter((line) => isPlain(line) && !isForeign(line));
  const code = (await codeLines()).filter(isPlain);
  const han = await hanWords(root);
  const untaught = (['arabic', 'hebrew', 'devanagari', 'thai'] as const).map((script) => WORDS[script]);
  const foreign = await foreignTexts(root, { regimes, isPlain });
  const words = await dictionary(root);

  function aroundTerm(random: Random): string {
    // A regime with two words and one with a hundred: some of both.
    const term = cased(
      random.chance(byTerm) ? random.pick(terms) : random.pick(random.pick(regimes)),
      random,
    );
    const isHan = /\p{Script=Han}/u.test(term);
    if (random.chance(0.08) && !isHan && term.length < 20) return [...term.toUpperCase()].join(' ');
    if (random.chance(0.45)) return random.chance(0.25) ? decorated(term, random) : term;
    const other = isHan ? hanLine(random) : random.pick(plain);
    const short = [...other].slice(0, random.int(2, 24)).join('');
    const form = random.int(0, 9);
    if (form === 0) return `${term}//${random.pick(CONTROLS)}`;
    if (form === 1) return `${random.pick(LEADS)}${term}`;
    if (form === 2) return `${short} ${term}`;
    if (form === 3) return `${term} ${short}`;
    if (form === 4) return `${short} - ${term} - ${short}`;
    if (form === 5)
      return isHan
        ? `${term}★${random.pick(['长期', '10年', '20年', '启用前', '5年'])}`
        : `${term} / ${short}`;
    if (form === 6) return `${random.pick(['1', '2', '12', '3/7', 'Page 4 of 9', '- 5 -'])}   ${term}`;
    if (form === 7)
      return `${term}   ${random.pick(['1', '2', '12', '3/7', 'Page 4 of 9', 'Copy 2 of 8', 'No. 031'])}`;
    if (form === 8) return `(${term}) ${short}`;
    return `${term}: ${short}`;
  }

  function hanLine(random: Random): string {
    let line = '';
    const length = random.int(SMALLEST, 24);
    while (line.length < length)
      line += random.pick(han) + (random.chance(0.08) ? random.pick(['，', '。', '：', '、', ' ']) : '');
    return line;
  }

  /** From where a line breaks to where it breaks again, as chats and pages break sentences; some shout. */
  function spoken(random: Random): string {
    const all = random.pick(prose).split(' ');
    const from = random.chance(0.5) ? 0 : random.int(0, all.length - 1);
    const line = all.slice(from, from + random.int(1, 9)).join(' ');
    return random.chance(0.2) ? line.toUpperCase() : line;
  }

  function ordinary(random: Random): string {
    const sort = random.next();
    if (sort < 0.18) return within(random.pick(plain), random);
    if (sort < 0.5) return spoken(random);
    if (sort < 0.57) return within(random.pick(code), random);
    if (sort < 0.72) return hanLine(random);
    if (sort < 0.77)
      return random.pick(WORDS.kana) + random.pick(WORDS.kana) + (random.chance(0.5) ? random.pick(han) : '');
    if (sort < 0.88) return figures(random);
    const list = random.pick(words);
    const line = Array.from({ length: random.int(1, 7) }, () => random.pick(list)).join(' ');
    return random.chance(0.5) ? line.toUpperCase() : random.chance(0.3) ? titled(line) : line;
  }

  return (random) => {
    const sort = random.next();
    let text: string;
    if (sort < 0.16) text = within(random.pick(marked), random);
    else if (sort < 0.36) text = aroundTerm(random);
    else if (sort < 0.57) text = foreign(random);
    else if (sort < 0.6) {
      const list = random.pick(untaught);
      text = Array.from({ length: random.int(1, 6) }, () => random.pick(list)).join(' ');
      if (random.chance(0.3)) text = text.toUpperCase();
      return { text, spans: [[0, text.length]] };
    } else text = ordinary(random);
    text = text.replaceAll(/\s+/g, ' ').trim();
    if (text.length === 0) text = '—';
    return { text, spans: spansOf(text) };
  };
}

const CONTROLS = [
  'NOFORN',
  'REL TO USA, GBR',
  'ORCON',
  'SI/TK',
  'FGI',
  'NF',
  'SP-PRVCY',
  'FRENCH EYES ONLY',
  'RELIDO',
];
const LEADS = [
  'Classification: ',
  'CLASSIFICATION: ',
  'Einstufung: ',
  'Niveau : ',
  '密级：',
  'Marking: ',
  'Sensitivity: ',
  'Subject: ',
  '# ',
  '// ',
  '>> ',
];

const clock = (n: (most: number) => number) => `${n(23)}:${String(n(59)).padStart(2, '0')}`;

function figures(random: Random): string {
  const n = (most: number) => random.int(0, most);
  return random.pick([
    () => clock(n),
    () => `${clock(n)} ${clock(n)} ${clock(n)}`,
    () => `${clock(n)} – ${clock(n)}`,
    () => `${n(9999)}`,
    () => `${n(99)}.${n(99)}`,
    () => `€ ${n(999)}.${n(99)}`,
    () => `${n(28)}/${n(12)}/20${n(99)}`,
    () => `${n(20)}.`,
    () => `${n(100)} %`,
    () => `+${n(99)} ${n(999)} ${n(9999)}`,
    () => `https://${n(999)}.example/${n(9999)}`,
    () => `${String.fromCharCode(65 + n(25))}`,
    () => `${String.fromCharCode(65 + n(25))}${n(9)}`,
    () => `${n(20)}-${n(20)}-${n(2000)}`,
    () => `${String.fromCharCode(65 + n(25))}${String.fromCharCode(65 + n(25))}-${n(9999)}`,
  ])();
}
