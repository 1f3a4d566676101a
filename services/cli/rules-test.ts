import pc from 'picocolors';
import { testCatalogue } from '../inspect/match/markings/test-catalogue.ts';

/** `spillway rules test`: every catalogue entry against its own examples. Exit 0 when all hold, 1 when one does not. */
export async function testRules(folders: readonly string[]): Promise<number> {
  const { examples, failures } = await testCatalogue(folders);
  for (const { rule, kind, example, expected, came } of failures) {
    process.stdout.write(
      `${pc.red('fails')} ${rule} ${kind} ${JSON.stringify(example)}: expected ${expected}, got ${came}\n`,
    );
  }
  process.stdout.write(`${examples} examples, ${failures.length} failures\n`);
  return failures.length === 0 ? 0 : 1;
}
