import { parseArgs } from 'node:util';
import { loadCatalogue } from '../../../services/inspect/match/markings/catalogue.ts';
import { rulesFolders } from '../../../services/paths.ts';
import { type CorpusItem, corpus } from '../../corpus/corpus.ts';
import { registerFonts } from '../../corpus/fonts.ts';
import { LOOKS, type Look } from '../../corpus/looks/looks.ts';
import { levelRead } from './level-read.ts';
import { type Method, naive, ours } from './methods.ts';
import { printTable, type Row } from './table.ts';

/**
 * Draws the corpus and lets each method read every picture in turn. Time is this process's processor time, all threads:
 * elapsed time on a shared machine measures the neighbours.
 * Run: npx tsx test/accuracy/images/score.ts --every 10 [--seed 1] [--look chat] [--which marked|plain|both]
 *      [--engine neural|tesseract] [--preset balanced] [--naive] [--misses] [--minutes 60]
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    each: { type: 'string', default: '1' },
    every: { type: 'string', default: '1' },
    look: { type: 'string', multiple: true },
    which: { type: 'string', default: 'both' },
    engine: { type: 'string', default: 'neural' },
    preset: { type: 'string', default: 'balanced' },
    naive: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '60' },
    misses: { type: 'boolean', default: false },
  },
});

const oneOf = <T extends string>(allowed: readonly T[], name: string, value: string): T => {
  const found = allowed.find((one) => one === value);
  if (found === undefined)
    throw new Error(`Expected --${name} to be one of ${allowed.join(', ')}, got ${value}`);
  return found;
};
const looks: readonly Look[] = values.look?.map((look) => oneOf(LOOKS, 'look', look)) ?? LOOKS;

registerFonts();
const catalogue = await loadCatalogue(rulesFolders(undefined));
const methods: Method[] = [
  await ours(
    oneOf(['neural', 'tesseract'], 'engine', values.engine),
    oneOf(['fast', 'balanced', 'thorough'], 'preset', values.preset),
    catalogue,
  ),
];
if (values.naive) methods.push(await naive());

const rows: Row[] = [];
const plan = {
  seed: Number(values.seed),
  each: Number(values.each),
  every: Number(values.every),
  looks,
  which: oneOf(['marked', 'plain', 'both'], 'which', values.which),
};
const endMs = Date.now() + Number(values.minutes) * 60_000;
for await (const item of corpus(plan)) {
  if (Date.now() > endMs) {
    console.log(`Stopped after ${values.minutes} minutes: the table is of what was read by then.`);
    break;
  }
  for (const method of methods) rows.push(await judge(method, item));
}
for (const method of methods) await method.close();
printTable(rows);

async function judge(method: Method, item: CorpusItem): Promise<Row> {
  const before = process.cpuUsage();
  const said = await method.read(item.bytes);
  const { user, system } = process.cpuUsage(before);
  const read = levelRead(said.lines, item.levels);
  if (values.misses && (item.levels.length > 0 ? !read || !said.found : said.found || said.uninspected)) {
    const why = read
      ? 'read, not found'
      : item.levels.length > 0
        ? 'not read'
        : said.found
          ? 'FALSE ALARM'
          : 'uninspected';
    console.log(
      `${why.padEnd(16)} ${item.name} [${item.levels.join()}] ${said.lines.slice(0, 6).join(' | ').slice(0, 150)}`,
    );
  }
  return {
    method: method.name,
    look: item.look,
    marked: item.levels.length > 0,
    read,
    found: said.found,
    uninspected: said.uninspected,
    ms: (user + system) / 1000,
    lines: said.lines.length,
  };
}
