import { systemClock } from '../../shared/clock.ts';
import { ConfigError } from '../../shared/errors.ts';
import { createScope } from '../../shared/lifecycle.ts';
import { createLog } from '../../shared/log.ts';
import { REASON_CODES } from '../../shared/pipeline/outcome.ts';
import { type DeadFilter, type DeadLetter, readDeadLetters, replay } from '../dead-letters.ts';
import { EXIT } from '../exit.ts';
import { TOPICS } from '../flow.ts';
import { isEmbedded, type Settings } from '../settings.ts';
import { migrateWorld, openWorld, type World } from '../world.ts';

/** As the command line gives them. */
export interface DeadOptions {
  readonly topic?: string;
  readonly reason?: string;
  readonly since?: string;
  readonly until?: string;
}

/** `spillway dead list`: a line a letter, oldest first. Nothing of the message itself is printed. */
export function listDead(options: DeadOptions, settings: Settings): Promise<number> {
  return withLetters(filterOf(options), settings, async (letters) => {
    for (const letter of letters) {
      const { id, reason, field, attempts, diedAt } = letter;
      const at = field === '' ? '' : ` at ${field}`;
      print(
        `${diedAt.toISOString()}  ${id}  ${reason}${at}  ${attempts} ${attempts === 1 ? 'try' : 'tries'}`,
      );
    }
    print(`${letters.length} dead letters.`);
  });
}

/** `spillway dead show ID`: why, where it came from, and how large it is. */
export function showDead(id: string, settings: Settings): Promise<number> {
  return withLetters({ id }, settings, async ([letter]) => {
    if (letter === undefined) throw new ConfigError([`Expected a dead letter ${id}, got none of that name`]);
    const { original } = letter;
    print(`${letter.id}`);
    print(`  reason        ${letter.reason}: ${meaningOf(letter.reason)}`);
    print(`  field         ${letter.field || 'none'}`);
    print(`  said          ${letter.said}`);
    print(`  came from     ${original.topic}/${original.partition}/${original.offset}`);
    print(`  given up by   ${letter.group}, after ${letter.attempts}, first failed ${letter.firstFailedAt}`);
    print(`  died          ${letter.diedAt.toISOString()}`);
    print(
      `  value         ${letter.sizeBytes} bytes, sha-256 ${letter.sha256}${letter.isWhole ? '' : ', left out'}`,
    );
  });
}

/** `spillway dead replay [ID]`: back to the topic it came from. What was replayed before stays where it is. */
export function replayDead(
  id: string | undefined,
  options: DeadOptions,
  settings: Settings,
): Promise<number> {
  const filter = { ...filterOf(options), id };
  if (Object.values(filter).every((value) => value === undefined))
    throw new ConfigError([
      'Expected a letter’s id, --topic, --reason, --since or --until: all of them at once is rarely meant',
    ]);
  return withLetters(filter, settings, async (letters, { broker, db }) => {
    const counts = new Map<string, number>();
    for (const letter of letters) {
      const done = await replay(letter, { broker, db, now: new Date(systemClock.nowMs()) });
      counts.set(done, (counts.get(done) ?? 0) + 1);
    }
    for (const [done, count] of counts) print(`${count} ${done}.`);
    if (letters.length === 0) print('No dead letter matches.');
  });
}

async function withLetters(
  filter: DeadFilter,
  settings: Settings,
  use: (letters: readonly DeadLetter[], world: World) => Promise<void>,
): Promise<number> {
  const log = createLog({ level: 'silent', service: 'dead' });
  const scope = createScope(log);
  try {
    const world = await openWorld(settings, scope, log);
    if (isEmbedded(settings)) await migrateWorld(settings, world);
    await use(await readDeadLetters(world.broker, filter), world);
    return EXIT.ok;
  } finally {
    await scope.stop();
  }
}

/** @throws ConfigError with every fault at once. */
function filterOf({ topic, reason, since, until }: DeadOptions): DeadFilter {
  const faults: string[] = [];
  const topics = Object.entries(TOPICS).flat();
  if (topic !== undefined && !topics.includes(topic))
    faults.push(`Expected --topic to be one of ${Object.keys(TOPICS).join(', ')}, got "${topic}"`);
  if (reason !== undefined && !(reason in REASON_CODES))
    faults.push(`Expected --reason to be one of ${Object.keys(REASON_CODES).join(', ')}, got "${reason}"`);
  const time = (name: string, text: string | undefined) => {
    if (text === undefined) return undefined;
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) faults.push(`Expected --${name} to be an ISO time, got "${text}"`);
    return date;
  };
  const filter = { topic, reason, since: time('since', since), until: time('until', until) };
  if (faults.length > 0) throw new ConfigError(faults);
  return filter;
}

function meaningOf(reason: string): string {
  return (
    Object.entries(REASON_CODES).find(([code]) => code === reason)?.[1] ??
    'a reason this version does not know'
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
