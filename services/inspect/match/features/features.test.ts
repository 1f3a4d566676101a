import { describe, expect, test } from 'vitest';
import { FEATURE_BYTES, keyed, MOST_FEATURES, STOOD } from '../../feature.ts';
import { createFolder } from '../markings/fold.ts';
import { segmentsOfText } from '../markings/plain-text.ts';
import { type RuleFile, ruleFileSchema } from '../markings/rule-file.ts';
import { deriveFeatures } from './derive.ts';
import { createTermSearch, termFeatures, wouldBeFound } from './term-features.ts';
import { windowsOfTerm } from './windows.ts';

const folder = createFolder();
const key = Buffer.alloc(32, 7);
const featuresOf = (text: string, under = key) => keyed(deriveFeatures(folder, segmentsOfText(text)), under);

function rule(...terms: string[]): RuleFile {
  return ruleFileSchema.parse({
    kind: 'marks',
    version: '2027.1',
    regime: 'heron',
    title: 'Heron Works',
    axis: 'corp',
    source: 'its own handbook',
    levels: [
      {
        id: 'heron-eyes',
        level: 'HERON EYES',
        rank: 3,
        source: 'its own handbook',
        strength: 'phrase',
        terms,
        portions: ['HE-X'],
        examples: { hits: ['HERON EYES\n\nplan'] },
      },
    ],
  });
}

/** Which terms are seen in the text, and how they stood. */
function seen(text: string, ...terms: string[]) {
  const search = createTermSearch(termFeatures(folder, rule(...terms), key).sought);
  return Object.fromEntries(search(featuresOf(text)).map(({ term, stood }) => [term.text, stood]));
}

describe('a rule tried on kept features', () => {
  test('is seen where its words stand alone, whatever their case, accents and gaps', () => {
    const all = STOOD.alone | STOOD.edge;
    expect(seen('Très   Réservé\n\nplan of the quay', 'TRES RESERVE')).toEqual({ 'TRES RESERVE': all });
    expect(seen('HERON-EYES\n\nplan', 'Heron Eyes')).toEqual({ 'Heron Eyes': all | STOOD.capitals });
  });

  test('is seen in a field, in part of a short line, and at either end of a longer one', () => {
    const body = 'a\n\nb\n\nc\n\nd\n\n';
    expect(seen(`${body}Level: Heron Eyes, copy 3\n\n${body}`, 'HERON EYES')).toEqual({
      'HERON EYES': STOOD.alone,
    });
    expect(seen(`${body}the plan is Heron Eyes now\n\n${body}`, 'HERON EYES')).toEqual({ 'HERON EYES': 0 });
    expect(
      seen(`${body}this plan of the quay and its cranes is Heron Eyes\n\n${body}`, 'HERON EYES'),
    ).toEqual({ 'HERON EYES': 0 });
  });

  test('is seen in Han, with gaps inside or other words around it', () => {
    expect(seen('社 外 秘\n\n計画', '社外秘')).toEqual({ 社外秘: STOOD.alone | STOOD.edge | STOOD.capitals });
    expect(new Set(Object.keys(seen('港湾部 社外秘 第3号\n\n計画', '社外秘', '第3号', '部外秘')))).toEqual(
      new Set(['社外秘', '第3号']),
    );
  });

  test('is seen by both ends when it is longer than a window', () => {
    const notice = 'This paper belongs to the Heron Circle alone';
    expect(seen(`${notice}\n\nplan`, notice)).toEqual({ [notice]: STOOD.edge });
    expect(seen('This paper belongs to the Plover Circle alone\n\nplan', notice)).toEqual({});
  });

  test('is seen as a portion mark, however the paragraph is numbered', () => {
    expect(
      seen('3. (HE-X) The cranes are to be moved by night, and nobody is to be told of it before.'),
    ).toEqual({
      '(HE-X)': STOOD.edge | STOOD.capitals,
    });
  });

  test('is not seen in other words, in a sentence, or across lines', () => {
    expect(seen('HERON EYE\n\nHERONEYES\n\nHERON\nEYES', 'HERON EYES')).toEqual({});
    const sentence = 'we all know that the wide open heron eyes of the old harbour master saw every ship';
    expect(seen(`${sentence}\n`, 'HERON EYES')).toEqual({});
  });

  test('says which of its terms have no window', () => {
    const { sought, unseen } = termFeatures(
      folder,
      rule('HERON EYES', 'HERON 社外秘', 'HERON: EYES', '秘'),
      key,
    );
    expect(sought.map(({ text }) => text)).toEqual(['HERON EYES', '(HE-X)']);
    expect(unseen.map(({ text }) => text)).toEqual(['HERON 社外秘', 'HERON: EYES', '秘']);
  });

  test('would be found by how its words speak and stood', () => {
    const { alone, edge, capitals } = STOOD;
    expect([0, edge, alone].map((stood) => wouldBeFound('phrase', stood))).toEqual([false, true, true]);
    expect([alone | edge, alone | edge | capitals].map((stood) => wouldBeFound('word', stood))).toEqual([
      false,
      true,
    ]);
    expect(wouldBeFound('weak', alone | edge | capitals)).toBe(false);
  });
});

describe('what is kept', () => {
  test('differs from key to key, in every feature', () => {
    const text = 'HERON EYES\n\nplan of the quay';
    const hashes = (bytes: Buffer) =>
      new Set(Array.from({ length: bytes.length / 8 }, (_, at) => bytes.toString('hex', at * 8, at * 8 + 7)));
    const [one, other] = [hashes(featuresOf(text)), hashes(featuresOf(text, Buffer.alloc(32, 8)))];
    expect(one.size).toBeGreaterThan(5);
    expect([...one].filter((hash) => other.has(hash))).toEqual([]);
    expect(featuresOf(text).equals(featuresOf(text))).toBe(true);
  });

  test('is no more than its bound, and the edges of pages come first', () => {
    const page = (n: number) =>
      `HERON EYES ${n}\n\n${Array.from({ length: 60 }, (_, at) => `short line ${n} of ${at} words`).join('\n\n')}\n\nfooter ${n}`;
    const features = deriveFeatures(
      folder,
      segmentsOfText(Array.from({ length: 20 }, (_, n) => page(n)).join('\f')),
    );
    expect(features.length).toBe(MOST_FEATURES * FEATURE_BYTES);
    const search = createTermSearch(
      termFeatures(folder, rule('HERON EYES 0', 'HERON EYES 9', 'SHORT LINE 19 OF 50'), key).sought,
    );
    expect(
      search(keyed(features, key))
        .map(({ term }) => term.text)
        .sort(),
    ).toEqual(['HERON EYES 0', 'HERON EYES 9']);
  });

  test('keeps no order: the same lines in another order leave the same bytes', () => {
    const lines = ['alpha plan', 'beta quay', 'gamma crane'];
    const inOrder = featuresOf(lines.join('\n'));
    expect(featuresOf(lines.toReversed().join('\n')).equals(inOrder)).toBe(true);
  });
});

test('a term of every script the catalogue has is a window or is said not to be', () => {
  expect(windowsOfTerm(folder, 'ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ')).toEqual(['ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ']);
  expect(windowsOfTerm(folder, '대외비')).toEqual(['대외비']);
  expect(windowsOfTerm(folder, 'ลับที่สุด')).toEqual(['ลับที่สุด'.slice(0, 8), 'ลับที่สุด'.slice(-8)]);
  expect(windowsOfTerm(folder, 'سري للغاية')).toEqual(['سري للغاية']);
});
