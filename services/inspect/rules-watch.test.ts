import { describe, expect, test } from 'vitest';
import { systemClock } from '../../shared/clock.ts';
import { ConfigError, FaultError } from '../../shared/errors.ts';
import { createLog } from '../../shared/log.ts';
import { hashOf, type RuleText } from './match/markings/load-rules.ts';
import { createRulesLook } from './rules-watch.ts';

const set = (rank: number): RuleText[] => [
  {
    path: 'rules.d/heron.yaml',
    text: `kind: marks
version: "2027.1"
regime: heron
title: Heron Works
axis: corp
source: its own handbook
levels:
  - id: heron-eyes
    level: HERON EYES
    rank: ${rank}
    source: its own handbook
    strength: phrase
    terms: [HERON EYES]
    examples: { hits: ["HERON EYES\\n\\nplan"] }
`,
  },
];

function watching(start: readonly RuleText[]) {
  const happened: string[] = [];
  let lines = '';
  let now: readonly RuleText[] | Error = start;
  let fails = false;
  const log = createLog({
    level: 'info',
    service: 'test',
    destination: {
      write: (line: string) => {
        lines += line;
      },
    },
  });
  const look = createRulesLook({
    read: async () => {
      if (now instanceof Error) throw now;
      return now;
    },
    use: async (texts) => {
      if (fails) throw new FaultError('SANDBOX_CANNOT_START', 'no memory');
      happened.push(`uses ${hashOf(texts)}`);
    },
    version: `2027.1+${hashOf(start)}`,
    clock: systemClock,
    log,
    metrics: {
      taken: () => happened.push('taken'),
      refused: () => happened.push('refused'),
      inUse: () => happened.push('in use again'),
    },
    onFatal: () => {},
  });
  return {
    happened,
    logged: () => lines,
    become(next: readonly RuleText[] | Error) {
      now = next;
    },
    failToStart(yes: boolean) {
      fails = yes;
    },
    async look(times: number) {
      for (let turn = 0; turn < times; turn += 1) await look();
    },
  };
}

describe('rules that change while running', () => {
  test('are taken over once, when they are seen twice alike', async () => {
    const rules = watching(set(1));
    await rules.look(3);
    rules.become(set(2));
    await rules.look(1);
    rules.become(set(3));
    await rules.look(1);
    expect(rules.happened).toEqual([]);
    await rules.look(3);
    expect(rules.happened).toEqual([`uses ${hashOf(set(3))}`, 'taken']);
  });

  test('are refused whole with file, line and reason, once, and taken when they are mended', async () => {
    const rules = watching(set(1));
    rules.become(set(9));
    await rules.look(4);
    expect(rules.happened).toEqual(['refused']);
    expect(rules.logged()).toMatch(/heron\.yaml:10: levels\.0\.rank: /);
    rules.become(set(2));
    await rules.look(2);
    expect(rules.happened).toEqual(['refused', `uses ${hashOf(set(2))}`, 'taken']);
  });

  test('are refused when they cannot be read, and well again when they are those in use', async () => {
    const rules = watching(set(1));
    rules.become(new ConfigError(['Expected rules.d to be a readable folder']));
    await rules.look(3);
    rules.become(set(1));
    await rules.look(3);
    expect(rules.happened).toEqual(['refused', 'in use again']);
  });

  test('are tried again when no child could be started just then', async () => {
    const rules = watching(set(1));
    rules.become(set(2));
    rules.failToStart(true);
    await rules.look(1);
    await expect(rules.look(1)).rejects.toThrow('no memory');
    rules.failToStart(false);
    await rules.look(1);
    expect(rules.happened).toEqual([`uses ${hashOf(set(2))}`, 'taken']);
  });
});
