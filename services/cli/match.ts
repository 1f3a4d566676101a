import { createInterface } from 'node:readline';
import pc from 'picocolors';
import { z } from 'zod';
import { systemClock } from '../../shared/clock.ts';
import { type Catalogue, loadCatalogue } from '../inspect/match/markings/catalogue.ts';
import { segmentsOfText } from '../inspect/match/markings/plain-text.ts';
import type { Match } from '../inspect/report.ts';
import { rulesFolders } from '../paths.ts';
import type { Settings } from '../settings.ts';
import { scanFindingOf } from './scan-result.ts';

export interface MatchOptions {
  /** Each line is `{"id","text"}`, a whole document; answers are JSON lines too. */
  readonly jsonl: boolean;
  /** The whole input is one document instead of one a line. */
  readonly document: boolean;
}

/**
 * `spillway match`: what text on stdin matches, for rule writers. Exit 0 nothing found, 1 found, 3 input that does not parse.
 * With `--jsonl` a line that does not parse is answered with an `error` and the rest goes on.
 */
export async function match(options: MatchOptions, settings: Settings): Promise<number> {
  const catalogue = await loadCatalogue(rulesFolders(settings.SPILLWAY_RULES));
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  return options.jsonl ? matchJsonLines(lines, catalogue) : matchPlain(lines, catalogue, options.document);
}

const documentSchema = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

async function matchJsonLines(lines: AsyncIterable<string>, catalogue: Catalogue): Promise<number> {
  let found = false;
  let invalid = false;
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const document = parseDocument(line);
    if ('error' in document) {
      invalid = true;
      process.stdout.write(`${JSON.stringify({ line: number, ...document })}\n`);
      continue;
    }
    const { findings, doubtful } = catalogue.match(segmentsOfText(document.text), {
      nowMs: systemClock.nowMs(),
    });
    found ||= findings.some(({ rank }) => rank !== 0);
    const shown = (match: Match) => scanFindingOf(match, match.text);
    process.stdout.write(
      `${JSON.stringify({ id: document.id, findings: findings.map(shown), doubtful: doubtful.map(shown) })}\n`,
    );
  }
  if (invalid) return 3;
  return found ? 1 : 0;
}

function parseDocument(line: string): { id: string | number; text: string } | { error: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { error: 'expected a JSON object {"id","text"}, got text that is not JSON' };
  }
  const parsed = documentSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  return { error: `${issue?.path.join('.') || 'object'}: ${issue?.message}` };
}

async function matchPlain(
  lines: AsyncIterable<string>,
  catalogue: Catalogue,
  wholeDocument: boolean,
): Promise<number> {
  let found = false;
  const show = (label: string, text: string) => {
    const { findings, doubtful } = catalogue.match(segmentsOfText(text), { nowMs: systemClock.nowMs() });
    found ||= findings.some(({ rank }) => rank !== 0);
    for (const finding of findings) process.stdout.write(`${label}${described(finding)}\n`);
    for (const doubt of doubtful)
      process.stdout.write(`${label}${pc.dim(`doubtful: ${described(doubt)}`)}\n`);
    if (findings.length + doubtful.length === 0) process.stdout.write(`${label}${pc.dim('nothing')}\n`);
  };
  const kept: string[] = [];
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (wholeDocument) kept.push(line);
    else if (line.trim() !== '') show(`${pc.dim(`${number}:`)} `, line);
  }
  if (wholeDocument) show('', kept.join('\n'));
  return found ? 1 : 0;
}

function described(finding: Match): string {
  const signs = { raises: '+', lowers: '−', notes: '·' } as const;
  const why = finding.context.map(({ code, effect }) => `${signs[effect]}${code}`).join(' ');
  const details =
    Object.keys(finding.details).length === 0 ? '' : `  ${pc.dim(JSON.stringify(finding.details))}`;
  return `${pc.bold(finding.level ?? '')}  ${finding.regime} rank ${finding.rank}  ${Math.round(finding.confidence * 100)} %  ${finding.text}  ${pc.dim(`${finding.rule} ${why}`)}${details}`;
}
