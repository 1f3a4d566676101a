import { systemClock } from '../../shared/clock.ts';
import { ConfigError } from '../../shared/errors.ts';
import { createScope } from '../../shared/lifecycle.ts';
import { createLog } from '../../shared/log.ts';
import { REASON_CODES } from '../../shared/pipeline/outcome.ts';
import { type DeadFilter, type DeadLetter, openReplay, readDeadLetters } from '../dead-letters.ts';
import { EXIT } from '../exit.ts';
import { TOPICS } from '../flow.ts';
import { isEmbedded, type Settings } from '../settings.ts';
import { migrateWorld, openWorld, type World } from '../world.ts';
import { deadDescription, deadFacts, deadTable, replayHindrance } from './dead-words.ts';
import { timeOf } from './time-of.ts';

/** As the command line gives them. */
export interface DeadOptions {
  readonly topic?: string;
  readonly reason?: string;
  readonly since?: string;
  readonly until?: string;
}

/** `spillway dead list`: a line a letter, oldest first. Nothing of the message itself is printed. */
export function listDead(options: DeadOptions & { json: boolean }, settings: Settings): Promise<number> {
  return withLetters(filterOf(options), settings, async (letters) => {
    if (options.json) for (const letter of letters) print(JSON.stringify(deadFacts(letter)));
    else print(deadTable(letters));
    return EXIT.ok;
  });
}

/** `spillway dead show ID`: why, where it came from, and how large it is. */
export function showDead(id: string, settings: Settings): Promise<number> {
  return withLetters({ id: idOf(id) }, settings, async ([letter]) => {
    print(deadDescription(letter ?? missing(id)));
    return EXIT.ok;
  });
}

/** `spillway dead replay [ID]`: back to the topic it came from. What was replayed before stays where it is. Exit 1 when a letter cannot be. */
export function replayDead(
  id: string | undefined,
  options: DeadOptions,
  settings: Settings,
): Promise<number> {
  const filter = { ...filterOf(options), ...(id === undefined ? {} : { id: idOf(id) }) };
  if (Object.values(filter).every((value) => value === undefined))
    throw new ConfigError([
      'Expected a letter’s id, --topic, --reason, --since or --until, got none of them: all letters at once is rarely meant',
    ]);
  return withLetters(filter, settings, async (letters, { broker, db }) => {
    if (id !== undefined && letters.length === 0) missing(id);
    const counts = { replayed: 0, 'replayed before': 0, 'cannot be replayed': 0 };
    const replay = await openReplay({ broker, db, clock: systemClock });
    try {
      for (const letter of letters) {
        const done = await replay.send(letter);
        counts[done] += 1;
        print(
          `${done.padEnd(18)}  ${letter.id}${done === 'cannot be replayed' ? replayHindrance(letter) : ''}`,
        );
      }
    } finally {
      await replay.close();
    }
    const said = Object.entries(counts).map(([done, count]) => `${count} ${done}`);
    print(letters.length === 0 ? 'No dead letter matches.' : `${said.join(', ')}.`);
    return counts['cannot be replayed'] === 0 ? EXIT.ok : EXIT.failed;
  });
}

async function withLetters(
  filter: DeadFilter,
  settings: Settings,
  use: (letters: readonly DeadLetter[], world: World) => Promise<number>,
): Promise<number> {
  const log = createLog({ level: 'silent', service: 'dead' });
  const scope = createScope(log);
  try {
    const world = await openWorld(settings, scope, log);
    if (isEmbedded(settings)) await migrateWorld(settings, world);
    return await use(await readDeadLetters(world.broker, filter), world);
  } finally {
    await scope.stop();
  }
}

/** @throws ConfigError with every fault at once. */
function filterOf({ topic, reason, since, until }: DeadOptions): DeadFilter {
  const faults: string[] = [];
  const oneOf = (option: string, got: string | undefined, known: readonly string[], said = known) => {
    if (got !== undefined && !known.includes(got))
      faults.push(`Expected ${option} to be one of ${said.join(', ')}, got "${got}"`);
  };
  const time = (option: string, text: string | undefined): Date | undefined => {
    try {
      return text === undefined ? undefined : timeOf(option, text, systemClock.nowMs());
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      faults.push(...error.faults);
      return undefined;
    }
  };
  oneOf('--topic', topic, Object.entries(TOPICS).flat(), Object.keys(TOPICS));
  oneOf('--reason', reason, Object.keys(REASON_CODES));
  const filter = { topic, reason, since: time('--since', since), until: time('--until', until) };
  if (filter.since !== undefined && filter.until !== undefined && filter.since > filter.until)
    faults.push(`Expected --since to be before --until ("${until}"), got "${since}"`);
  if (faults.length > 0) throw new ConfigError(faults);
  return filter;
}

function idOf(id: string): string {
  if (/^\S+\.dead\/\d+\/\d+$/.test(id)) return id;
  throw new ConfigError([
    `Expected a letter as \`spillway dead list\` names it, like ${TOPICS.uploads}.dead/0/17, got "${id}"`,
  ]);
}

function missing(id: string): never {
  throw new ConfigError([`Expected a dead letter ${id}, got none of that name: see \`spillway dead list\``]);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
