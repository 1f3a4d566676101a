import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { systemClock } from '../../shared/clock.ts';
import { ConfigError, messageOf } from '../../shared/errors.ts';
import { createScope } from '../../shared/lifecycle.ts';
import { createLog } from '../../shared/log.ts';
import { EXIT } from '../exit.ts';
import { featuresSettings } from '../features-settings.ts';
import { parseRules, readRuleTexts } from '../inspect/match/markings/load-rules.ts';
import type { RuleFile } from '../inspect/match/markings/rule-file.ts';
import { type LevelPreview, previewRules, type RulesPreview } from '../inspect/rules-preview.ts';
import { rulesFolders } from '../paths.ts';
import { isEmbedded, type Settings } from '../settings.ts';
import { migrateWorld, openWorld } from '../world.ts';
import { timeOf } from './time-of.ts';

export interface RulesPreviewOptions {
  /** "30d", "12h", or an ISO time. */
  readonly since: string;
  readonly examples: string;
  readonly json: boolean;
}

/**
 * `spillway rules preview FILE`: what the rules of a file would have found among documents that were judged before. Exit 0;
 * 3 when the file, with the set it would join, is not usable, or no features are kept.
 */
export async function rulesPreview(
  path: string,
  options: RulesPreviewOptions,
  settings: Settings,
): Promise<number> {
  const file = await fileInItsSet(path, settings);
  const since = timeOf('--since', options.since, systemClock.nowMs());
  const features = await featuresSettings(settings);
  if (features === null)
    throw new ConfigError([
      'Expected `SPILLWAY_FEATURES_KEY` to be the key of the inspectors, and `SPILLWAY_FEATURES_DAYS` above 0, got nothing to look through',
    ]);
  const log = createLog({ level: 'silent', service: 'rules' });
  const scope = createScope(log);
  try {
    const world = await openWorld(settings, scope, log);
    if (isEmbedded(settings)) await migrateWorld(settings, world);
    const examples = countOf(options.examples);
    const preview = await previewRules({ db: world.db, key: features.key, file, since, examples });
    process.stdout.write(options.json ? `${JSON.stringify(preview)}\n` : described(path, preview));
    return EXIT.ok;
  } finally {
    await scope.stop();
  }
}

/** Held to the whole set, as a running inspector would: ids must be unique over all files. */
async function fileInItsSet(path: string, settings: Settings): Promise<RuleFile> {
  const own = resolve(path);
  const text = await readFile(own, 'utf8').catch((error: unknown) => {
    throw new ConfigError([`Expected a readable rule file at ${path}: ${messageOf(error)}`]);
  });
  const others = (await readRuleTexts(rulesFolders(settings.SPILLWAY_RULES))).filter(
    (other) => resolve(other.path) !== own,
  );
  const { files } = parseRules([...others, { path: own, text }]);
  const content = files.at(-1)?.content;
  if (content?.kind !== 'marks')
    throw new ConfigError([
      `Expected ${path} to be of kind "marks", got "${content?.kind}": a preview sees terms, not context or label ids`,
    ]);
  return content;
}

function countOf(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new ConfigError([`Expected --examples to be an integer from 0 to 9999, got "${text}"`]);
}

function described(path: string, preview: RulesPreview): string {
  const lines = [`${path}: ${preview.documents} documents posted since ${preview.since}`];
  for (const level of preview.levels) lines.push(...describedLevel(level, preview));
  lines.push(
    'Not seen by a preview: marks read with a wrong letter, marks inside lines of more than twelve words,',
    'and what stands around a mark (released, training, template), which may lower it.',
  );
  if (preview.cut > 0)
    lines.push(
      `${preview.cut} documents had more short lines than are kept; marks inside their pages may be missing here.`,
    );
  if (preview.unreadable > 0)
    lines.push(
      `${preview.unreadable} documents were kept under another key or by another version and not looked through.`,
    );
  return `${lines.join('\n')}\n`;
}

function describedLevel(level: LevelPreview, { documents, unseen }: RulesPreview): string[] {
  const share = documents === 0 ? 0 : Math.round((level.found / documents) * 1000) / 10;
  const blind = unseen.filter((term) => term.level === level.level).map(({ text }) => JSON.stringify(text));
  return [
    `  ${level.level}, rank ${level.rank}: would be found in ${level.found} (${share} %), ${level.new} of them new; stands otherwise in ${level.doubtful}`,
    ...(blind.length === 0 ? [] : [`    a preview cannot look for ${blind.join(', ')}`]),
    ...level.examples.map(
      ({ seenAt, sha256, source, verdict, rank, would, term }) =>
        `    ${seenAt}  ${sha256.slice(0, 12)}  ${source}  was ${verdict}${rank === null ? '' : ` rank ${rank}`}  ${would}: ${term}`,
    ),
  ];
}
