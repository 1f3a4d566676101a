import { dirname, resolve } from 'node:path';
import pc from 'picocolors';
import { readRuleTexts } from '../inspect/match/markings/load-rules.ts';
import { testCatalogue } from '../inspect/match/markings/test-catalogue.ts';

/**
 * `spillway rules test`: every catalogue entry against its own examples, the catalogue in use with the folders named. Exit 0 when
 * all hold, 1 when one does not; ConfigError when a folder holds no rules, or rules that are not usable.
 */
export async function testRules(inUse: readonly string[], named: readonly string[]): Promise<number> {
  // A folder without rules would pass in silence.
  for (const folder of named) await readRuleTexts([folder]);
  const own = named.map((folder) => resolve(folder));
  const folders = new Set([...inUse.map((folder) => resolve(folder)), ...own]);
  const { examples, examplesIn, failures } = await testCatalogue([...folders]);
  for (const { rule, kind, example, expected, came } of failures) {
    process.stdout.write(
      `${pc.red('fails')} ${rule} ${kind} ${JSON.stringify(example)}: expected ${expected}, got ${came}\n`,
    );
  }
  for (const [path, count] of examplesIn) {
    if (own.includes(dirname(path))) process.stdout.write(`${path}: ${count} examples\n`);
  }
  process.stdout.write(`${examples} examples, ${failures.length} failures\n`);
  return failures.length === 0 ? 0 : 1;
}
