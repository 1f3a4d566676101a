import Table from 'cli-table3';
import { REASON_CODES } from '../../shared/pipeline/outcome.ts';
import type { DeadLetter } from '../dead-letters.ts';

/** How dead letters are shown: our own words about each, sizes and digests; nothing of the message. */
export function deadTable(letters: readonly DeadLetter[]): string {
  if (letters.length === 0) return 'No dead letters.';
  const table = new Table({
    head: ['died', 'letter', 'reason', 'field', 'tries'],
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
    chars: NO_LINES,
  });
  for (const { diedAt, id, reason, field, attempts } of letters)
    table.push([diedAt.toISOString(), id, reason, field, String(attempts)]);
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  const count = `${letters.length} dead ${letters.length === 1 ? 'letter' : 'letters'}.`;
  return [
    ...lines,
    `${count} \`spillway dead show LETTER\` says why, \`spillway dead replay LETTER\` sends it again.`,
  ].join('\n');
}

const NO_LINES = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ].map((name) => [name, '']),
);

export function deadDescription(letter: DeadLetter): string {
  const { original } = letter;
  const tries = `${letter.attempts} ${letter.attempts === 1 ? 'try' : 'tries'}`;
  const rows: ReadonlyArray<readonly [string, string]> = [
    ['reason', `${letter.reason}: ${meaningOf(letter.reason)}`],
    ['field', letter.field || 'none'],
    ['said', letter.said],
    ['came from', `${original.topic}/${original.partition}/${original.offset}`],
    ['given up by', `${letter.group}, after ${tries}; first failed ${letter.firstFailedAt}`],
    ['died', letter.diedAt.toISOString()],
    ['value', `${letter.sizeBytes} bytes, sha-256 ${letter.sha256}${letter.isWhole ? '' : ', left out'}`],
  ];
  return [letter.id, ...rows.map(([name, text]) => `  ${name.padEnd(12)}  ${text}`)].join('\n');
}

/** One letter for `--json`. */
export function deadFacts({ message: _message, ...facts }: DeadLetter): Omit<DeadLetter, 'message'> {
  return facts;
}

/** Why a letter cannot be sent again. */
export function replayHindrance({ isWhole, original }: DeadLetter): string {
  return isWhole
    ? `: expected it to come from a topic of ours, got "${original.topic}"`
    : ': its value did not fit beside our headers and was left out';
}

function meaningOf(reason: string): string {
  return (
    Object.entries(REASON_CODES).find(([code]) => code === reason)?.[1] ??
    'a reason this version does not know'
  );
}
