import { fileURLToPath } from 'node:url';
import { checkSync } from 'recheck';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../services/inspect/match/markings/catalogue.ts';
import { segmentsOfText } from '../../services/inspect/match/markings/plain-text.ts';
import { testCatalogue } from '../../services/inspect/match/markings/test-catalogue.ts';
import { readCases } from '../accuracy/text/score.ts';

const RULES = fileURLToPath(new URL('../../rules', import.meta.url));
/** Patterns that the corpus and the catalogue's examples reach; fewer means that this test has stopped seeing them. */
const AT_LEAST = 250;

/**
 * Every regular expression that runs while the whole corpus is matched, caught at `RegExp.prototype.exec`, through which `test`,
 * `match`, `replace` and `split` go as well. Each must be proven linear; lines are cut at 1,000 characters besides
 * (`document-lines.ts`).
 */
describe('patterns of the matcher', () => {
  const seen = new Map<string, RegExp>();
  const original = RegExp.prototype.exec;

  beforeAll(async () => {
    const catalogue = await loadCatalogue([RULES]);
    const cases = await readCases();
    await testCatalogue([RULES]);
    RegExp.prototype.exec = function record(text: string) {
      if (!seen.has(String(this))) seen.set(String(this), this);
      return original.call(this, text);
    };
    for (const one of cases) {
      const segments = segmentsOfText(one.text);
      catalogue.match(segments);
      catalogue.match(segments.map((segment) => ({ ...segment, source: 'ocr' })));
    }
    RegExp.prototype.exec = original;
  }, 300_000);

  afterAll(() => {
    RegExp.prototype.exec = original;
  });

  it('are all seen', () => {
    expect(seen.size).toBeGreaterThanOrEqual(AT_LEAST);
  });

  it('are proven linear, every one', () => {
    const unsafe = [...seen.values()].flatMap(({ source, flags }) => {
      // A sticky pattern is tried at one place only: to the checker that is an anchor.
      const anchored = flags.includes('y') ? `^(?:${source})` : source;
      const result = checkSync(anchored, flags.replace(/[gyd]/g, ''), { timeout: 30_000 });
      if (result.status === 'safe') return [];
      const said = result.status === 'vulnerable' ? result.complexity.summary : result.error.kind;
      return [`${said}: /${source}/${flags}`];
    });
    expect(unsafe).toEqual([]);
  }, 400_000);
});
