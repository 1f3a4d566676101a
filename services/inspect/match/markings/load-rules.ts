import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { ConfigError, messageOf } from '../../../../shared/errors.ts';
import { type RuleFile, ruleFileSchema } from './rule-file.ts';

export interface LoadedRules {
  /** "2026.11+ab12cd34": the newest file's version and a hash over every file's content. */
  readonly version: string;
  readonly files: ReadonlyArray<{ readonly path: string; readonly content: RuleFile }>;
}

/** One file of the catalogue as it was read. */
export interface RuleText {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads every `*.yaml` of the folders, in order of name. One bad file refuses the whole set: half a catalogue would call
 * marked documents clean. Throws ConfigError with every fault as `file:line: reason`.
 */
export async function loadRules(dirs: readonly string[]): Promise<LoadedRules> {
  return parseRules(await readRuleTexts(dirs));
}

/** The files as they are now, unparsed. Throws ConfigError when a folder cannot be read or there are none. */
export async function readRuleTexts(dirs: readonly string[]): Promise<readonly RuleText[]> {
  const faults: string[] = [];
  const paths = await rulePaths(dirs, faults);
  if (paths.length === 0 && faults.length === 0)
    faults.push(`Expected at least one *.yaml in ${dirs.join(', ')}, found none`);
  if (faults.length > 0) throw new ConfigError(faults);
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(path, 'utf8') })));
}

/** Throws ConfigError with every fault as `file:line: reason`. */
export function parseRules(texts: readonly RuleText[]): LoadedRules {
  const faults: string[] = [];
  const files: { path: string; content: RuleFile }[] = [];
  for (const { path, text } of texts) {
    const content = parseRuleFile(path, text, faults);
    if (content) files.push({ path, content });
  }
  faults.push(...duplicates(files), ...unknownLevels(files));
  if (faults.length > 0) throw new ConfigError(faults);
  const newest =
    files
      .map((file) => file.content.version)
      .sort(compareVersions)
      .at(-1) ?? '0';
  return { version: `${newest}+${hashOf(texts)}`, files };
}

/** The second half of a set's version: eight digits over every file's name and content. */
export function hashOf(texts: readonly RuleText[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of texts) {
    hash
      .update(path.replace(/^.*[/\\]/, ''))
      .update('\0')
      .update(text)
      .update('\0');
  }
  return hash.digest('hex').slice(0, 8);
}

async function rulePaths(dirs: readonly string[], faults: string[]): Promise<string[]> {
  const paths: string[] = [];
  for (const dir of dirs) {
    try {
      const names = await readdir(dir);
      paths.push(
        ...names
          .filter((name) => /\.ya?ml$/.test(name))
          .sort()
          .map((name) => join(dir, name)),
      );
    } catch (error) {
      faults.push(`Expected ${dir} to be a readable folder of rules: ${messageOf(error)}`);
    }
  }
  return paths;
}

function parseRuleFile(path: string, text: string, faults: string[]): RuleFile | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  for (const error of document.errors) {
    faults.push(`${path}:${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0] ?? error.code}`);
  }
  if (document.errors.length > 0) return null;
  const parsed = ruleFileSchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const isMissing = issue.path.length > 0 && !document.hasIn(issue.path);
    const reason = isMissing ? 'is missing' : `${issue.message}${gotOf(document.getIn(issue.path))}`;
    faults.push(`${path}:${lineOf(document, lines, issue.path)}: ${issue.path.join('.')}: ${reason}`);
  }
  return null;
}

/** A list or a section is not repeated: its line says where it is. */
function gotOf(value: unknown): string {
  return value === null || typeof value === 'object' ? '' : `, got ${JSON.stringify(value)}`;
}

/** The line of the deepest node of the path that exists: a missing key is reported at its parent. */
function lineOf(
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const start: unknown = node.range[0];
      if (typeof start === 'number') return lines.linePos(start).line;
    }
  }
  return 1;
}

function duplicates(files: ReadonlyArray<{ path: string; content: RuleFile }>): string[] {
  const seen = new Map<string, string>();
  const faults: string[] = [];
  for (const { path, content } of files) {
    if (content.kind !== 'marks') continue;
    for (const level of content.levels) {
      const other = seen.get(level.id);
      if (other !== undefined)
        faults.push(`${path}: expected ids to be unique, "${level.id}" is also in ${other}`);
      seen.set(level.id, path);
    }
  }
  return faults;
}

function unknownLevels(files: ReadonlyArray<{ path: string; content: RuleFile }>): string[] {
  const known = new Set(
    files.flatMap(({ content }) => (content.kind === 'marks' ? content.levels.map((level) => level.id) : [])),
  );
  return files.flatMap(({ path, content }) =>
    content.kind === 'labels'
      ? content.labels
          .filter(({ level }) => !known.has(level))
          .map(
            ({ id, level }) =>
              `${path}: label ${id}: expected the id of a level of the catalogue, got "${level}"`,
          )
      : [],
  );
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
