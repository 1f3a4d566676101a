import { parseRules, readRuleTexts } from '../../services/inspect/match/markings/load-rules.ts';
import { rulesFolders } from '../../services/paths.ts';

/** What the packaged catalogue looks for, by regime, as its files spell it. */
export async function catalogueTermsByRegime(): Promise<string[][]> {
  const byRegime = new Map<string, string[]>();
  for (const { content } of parseRules(await readRuleTexts(rulesFolders(undefined))).files) {
    if (content.kind !== 'marks') continue;
    const own = content.levels.flatMap(({ terms }) =>
      terms.map((term) => (typeof term === 'string' ? term : term.text)),
    );
    byRegime.set(content.regime, [...(byRegime.get(content.regime) ?? []), ...own]);
  }
  return [...byRegime.values()].filter((terms) => terms.length > 0);
}

export async function catalogueTerms(): Promise<string[]> {
  return (await catalogueTermsByRegime()).flat();
}
