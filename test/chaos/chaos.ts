import { parseArgs } from 'node:util';
import { runEmbeddedChaos } from './embedded-rounds.ts';
import { runChaos, stallLimitMs } from './run-chaos.ts';

/**
 * `npm run chaos -- --kills 200 --seed 1`: the last line is the outcome as JSON; exit 1 unless nothing was lost,
 * nothing happened twice and no partition stood still longer than the broker session and three seconds.
 * `--embedded` kills the one process of the embedded world instead.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
    embedded: { type: 'boolean', default: false },
    'outage-seconds': { type: 'string', default: '60' },
    'broker-session-seconds': { type: 'string', default: '6' },
  },
});
const plan = {
  kills: Number(values.kills),
  seed: Number(values.seed),
  keep: values.keep,
  longOutageMs: Number(values['outage-seconds']) * 1000,
  brokerSessionMs: Number(values['broker-session-seconds']) * 1000,
  say: (line: string) => process.stderr.write(`${line}\n`),
};
const { kills, acknowledged, lost, duplicates, longestStallMs } = values.embedded
  ? await runEmbeddedChaos(plan)
  : await runChaos(plan);
process.stdout.write(`${JSON.stringify({ kills, acknowledged, lost, duplicates, longestStallMs })}\n`);
process.exit(lost + duplicates === 0 && (values.embedded || longestStallMs <= stallLimitMs(plan)) ? 0 : 1);
