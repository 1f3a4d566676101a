import { parseArgs } from 'node:util';
import { runChaos } from './run-chaos.ts';

/**
 * `npm run chaos -- --kills 200 --seed 1`: the last line is the outcome as JSON; exit 1 unless nothing was lost and
 * nothing happened twice.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
    'outage-seconds': { type: 'string', default: '60' },
    'broker-session-seconds': { type: 'string', default: '9' },
  },
});
const { details: _details, ...outcome } = await runChaos({
  kills: Number(values.kills),
  seed: Number(values.seed),
  keep: values.keep,
  longOutageMs: Number(values['outage-seconds']) * 1000,
  brokerSessionMs: Number(values['broker-session-seconds']) * 1000,
  say: (line) => process.stderr.write(`${line}\n`),
});
const { kills, acknowledged, lost, duplicates, longestStallMs } = outcome;
process.stdout.write(`${JSON.stringify({ kills, acknowledged, lost, duplicates, longestStallMs })}\n`);
process.exit(lost + duplicates === 0 ? 0 : 1);
