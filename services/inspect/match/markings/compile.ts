import { type CueFinder, createCueFinder, type OwnedCue } from './context/cues.ts';
import { createFolder, type Folder } from './fold.ts';
import { createConfusions } from './fuzzy/confusions.ts';
import { CONTROLS } from './fuzzy/control-run.ts';
import { digraphReadings } from './fuzzy/digraphs.ts';
import { createMisreadReader, type MisreadReader } from './fuzzy/misread-line.ts';
import { createWordRepairer, type WordRepairer } from './fuzzy/repair-words.ts';
import { createAuGrammar } from './grammar/au.ts';
import { createCnGrammar } from './grammar/cn.ts';
import type { Grammar } from './grammar/grammar.ts';
import { createNatoGrammar } from './grammar/nato.ts';
import { createNzGrammar } from './grammar/nz.ts';
import type { PortionForm } from './grammar/portion-forms.ts';
import { createUkGrammar } from './grammar/uk.ts';
import { createUsGrammar } from './grammar/us.ts';
import { createCuiGrammar } from './grammar/us-cui.ts';
import type { LoadedRules } from './load-rules.ts';
import type { LevelRule, TermMeaning } from './mark.ts';
import type { Level, MarksFile } from './rule-file.ts';
import { createTermTrie, type TermTrie } from './trie/term-trie.ts';

/** What a place in the text may be: a term with its meaning, or an anchor at which a grammar looks closer. */
export type Anchor =
  | { readonly kind: 'term'; readonly meaning: TermMeaning }
  | { readonly kind: 'portion'; readonly portion: PortionForm }
  | { readonly kind: 'grammar'; readonly grammar: Grammar };

export interface CompiledRules {
  readonly version: string;
  readonly folder: Folder;
  readonly anchors: TermTrie<Anchor>;
  readonly cues: CueFinder;
  readonly misread: MisreadReader;
  readonly repairer: WordRepairer;
  readonly grammars: ReadonlyMap<string, Grammar>;
  /** Levels that a grammar may name, by grammar. */
  readonly levels: ReadonlyMap<string, readonly LevelRule[]>;
  readonly all: readonly LevelRule[];
  /** The organisation's own sensitivity-label ids (lower case): the label files themselves hold no names. */
  readonly labelIds: ReadonlyMap<string, LevelRule>;
}

const US_PORTIONS: ReadonlySet<string> = new Set(['TS', 'S', 'C', 'U']);

export function compileRules(loaded: LoadedRules): CompiledRules {
  const folder = createFolder();
  const grammars = new Map(createGrammars().map((grammar) => [grammar.name, grammar]));
  const anchors: [string, Anchor][] = [];
  const cues: OwnedCue[] = [];
  const all: LevelRule[] = [];
  for (const { content } of loaded.files) {
    if (content.kind === 'labels') continue;
    const owner = content.kind === 'marks' ? content.regime : null;
    cues.push(...content.cues.map((cue) => ({ ...cue, owner })));
    if (content.kind !== 'marks') continue;
    for (const level of content.levels) {
      const rule = ruleOf(content, level);
      all.push(rule);
      for (const term of level.terms) {
        const { text, strength, exactCase } =
          typeof term === 'string' ? { text: term, strength: undefined, exactCase: undefined } : term;
        const meaning = {
          rule,
          strength: strength ?? level.strength,
          exact: exactCase ? text : null,
          spelling: text.normalize('NFC').toUpperCase(),
        };
        anchors.push([text, { kind: 'term', meaning }]);
      }
      for (const text of level.portions) {
        // (S) and (TS) are many states': the US grammar reads them, and neighbours say whose they are.
        if (!US_PORTIONS.has(text)) anchors.push([`(${text})`, { kind: 'portion', portion: { rule, text } }]);
      }
    }
  }
  const levels = new Map(
    [...grammars.keys()].map((name) => [name, all.filter((rule) => rule.grammar === name)] as const),
  );
  for (const grammar of grammars.values()) {
    if ((levels.get(grammar.name)?.length ?? 0) === 0) continue;
    for (const anchor of grammar.anchors) anchors.push([anchor, { kind: 'grammar', grammar }]);
  }
  return {
    version: loaded.version,
    folder,
    anchors: createTermTrie(folder, [...anchors, ...readAsDigraphs(anchors)]),
    cues: createCueFinder(folder, cues),
    misread: createMisreadReader(
      folder.fold,
      anchors.flatMap(([text, anchor]) => (anchor.kind === 'term' ? [[text, anchor.meaning] as const] : [])),
    ),
    repairer: createWordRepairer(folder.fold, wordsOf(folder, anchors), createConfusions()),
    grammars,
    levels,
    all,
    labelIds: labelIdsOf(loaded, all),
  };
}

/** Words that readers print with two letters for one, where no term is spelled so. */
function readAsDigraphs(anchors: readonly (readonly [string, Anchor])[]): [string, Anchor][] {
  return anchors.flatMap(([text, anchor]) => {
    if (anchor.kind !== 'term' || anchor.meaning.exact !== null) return [];
    if (anchor.meaning.strength === 'weak' || anchor.meaning.strength === 'notice') return [];
    return digraphReadings(text).map((seen): [string, Anchor] => [seen, anchor]);
  });
}

/** The words of marks, folded. Those of notices are ordinary words. */
function wordsOf(folder: Folder, anchors: readonly (readonly [string, Anchor])[]): string[] {
  const texts = anchors.flatMap(([text, anchor]) =>
    anchor.kind === 'term' && anchor.meaning.strength !== 'notice' ? [text] : [],
  );
  return [...texts.flatMap((text) => folder.fold(text).match(/\p{L}+/gu) ?? []), ...CONTROLS];
}

function labelIdsOf(loaded: LoadedRules, all: readonly LevelRule[]): Map<string, LevelRule> {
  const ids = new Map<string, LevelRule>();
  for (const { content } of loaded.files) {
    if (content.kind !== 'labels') continue;
    for (const { id, level } of content.labels) {
      const rule = all.find((one) => one.id === level);
      if (rule) ids.set(id.toLowerCase(), rule);
    }
  }
  return ids;
}

function ruleOf(file: MarksFile, level: Level): LevelRule {
  return {
    id: level.id,
    regime: file.regime,
    axis: file.axis,
    level: level.level,
    rank: level.rank,
    grammar: level.grammar ?? null,
    languages: file.languages,
    prior: file.prior,
    defaultYears: level.defaultTerm?.years ?? null,
    portions: level.portions,
  };
}

function createGrammars(): Grammar[] {
  return [
    createUsGrammar(),
    createCuiGrammar(),
    createNatoGrammar(),
    createUkGrammar(),
    createNzGrammar(),
    createAuGrammar(),
    createCnGrammar(),
  ];
}
