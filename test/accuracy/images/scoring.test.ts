import { beforeAll, describe, expect, it } from 'vitest';
import { picturesOf } from '../../bench/picture-groups.ts';
import { corpusEntries } from '../../corpus/corpus.ts';
import { registerFonts } from '../../corpus/fonts.ts';
import { plainKinds } from '../../corpus/plan.ts';
import { wilson } from './figures.ts';
import type { Answer } from './methods/child.ts';
import { methodProcess } from './methods/process.ts';
import { missedSilently, rowOf } from './row.ts';

beforeAll(registerFonts);

describe('a share', () => {
  it('carries the interval that Wilson gives', () => {
    // Newcombe 1998, table I: 81 of 263, 0 of 20.
    expect(wilson(81, 263).map((share) => share.toFixed(4))).toEqual(['0.2553', '0.3662']);
    expect(wilson(0, 20).map((share) => share.toFixed(4))).toEqual(['0.0000', '0.1611']);
  });
});

describe('a row', () => {
  async function memo() {
    const [entry] = corpusEntries({
      seed: 1,
      looks: ['chat'],
      each: 1,
      every: 1,
      which: 'marked',
      kinds: ['memo'],
    });
    if (entry === undefined) throw new Error('Expected a memo');
    return entry.draw();
  }
  const answer = (said: Partial<Answer['said']>): Answer => ({
    id: 1,
    said: { verdict: 'clean', rank: null, regimes: [], lines: [], reasons: [], ...said },
    cpuMs: 1,
    wallMs: 1,
  });

  it('is right only with the rank and a regime that are true of the page', async () => {
    const item = await memo();
    const { rank = 1, regimes = [] } = item.truth ?? {};
    const right = rowOf('neural:balanced', item, answer({ verdict: 'found', rank, regimes }));
    expect(right).toMatchObject({ found: true, rankRight: true, regimeRight: true });
    const wrong = rowOf(
      'neural:balanced',
      item,
      answer({ verdict: 'found', rank: rank === 4 ? 1 : 4, regimes: ['xx'] }),
    );
    expect(wrong).toMatchObject({ found: true, rankRight: false, regimeRight: false });
  });

  it('counts a marked page that is called clean as missed silently, and one that is called uninspected not', async () => {
    const item = await memo();
    expect(missedSilently(rowOf('neural:balanced', item, answer({})))).toBe(true);
    const open = answer({ verdict: 'uninspected', reasons: ['unreadable'] });
    expect(missedSilently(rowOf('neural:balanced', item, open))).toBe(false);
  });

  it('says that a method died of a picture, and a new process reads the next', async () => {
    const item = await memo();
    const floor = methodProcess('floor', [item.bytes]);
    const dead = rowOf('floor', item, await floor.read(Buffer.from('no picture')));
    const alive = rowOf('floor', item, await floor.read(item.bytes));
    await floor.close();
    expect([dead.died, alive.died]).toEqual([true, false]);
    expect(alive.cpuMs).toBeGreaterThan(0);
  });
});

describe('the feed of the benchmark', () => {
  it('is four fifths photos and memes, 15 % screenshots, 5 % documents', () => {
    const pictures = picturesOf('feed', 40, 12);
    const sortOf = (kind: string) => plainKinds.find(({ name }) => name === kind)?.sort ?? 'document';
    const share = (...sorts: string[]) => pictures.filter(({ kind }) => sorts.includes(sortOf(kind))).length;
    expect([share('photo', 'meme'), share('screenshot'), share('document')]).toEqual([32, 6, 2]);
    expect(new Set(pictures.map(({ name }) => name)).size).toBe(40);
  });
});
