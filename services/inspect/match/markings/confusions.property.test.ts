import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PROSE } from '../../../../test/accuracy/text/prose.ts';
import type { TextSegment } from '../../report.ts';
import { loadCatalogue } from './catalogue.ts';
import { segmentsOfText } from './plain-text.ts';

const RULES = fileURLToPath(new URL('../../../../rules', import.meta.url));
const catalogue = await loadCatalogue([RULES]);

/** A small generator of its own, so that a failure names a seed that always fails. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function ocr(text: string): TextSegment[] {
  return segmentsOfText(text).map((segment) => ({ ...segment, source: 'ocr', ocrConfidence: 0.9 }));
}

/** Measured with tesseract and the neural reader; each is one confusion. */
const LATIN: ReadonlyArray<readonly [string, string]> = [
  ['F', 'E'],
  ['F', 'P'],
  ['O', 'G'],
  ['O', 'C'],
  ['O', '0'],
  ['I', 'T'],
  ['I', 'L'],
  ['I', '1'],
  ['C', 'O'],
  ['C', 'G'],
  ['S', '5'],
  ['S', 'B'],
  ['E', '3'],
  ['T', 'Y'],
  ['P', 'R'],
  ['D', 'O'],
];

function confuse(text: string, times: number, next: () => number): string {
  let letters = [...text];
  for (let done = 0; done < times; done += 1) {
    const places = letters.flatMap((char, at) => (LATIN.some(([from]) => from === char) ? [at] : []));
    const at = places[Math.floor(next() * places.length)];
    if (at === undefined) return letters.join('');
    const swaps = LATIN.filter(([from]) => from === letters[at]);
    const [, to] = swaps[Math.floor(next() * swaps.length)] ?? ['', letters[at] ?? ''];
    letters = letters.map((char, index) => (index === at ? to : char));
  }
  return letters.join('');
}

describe('marks under confusions', () => {
  it.each([
    ['CONFIDENTIAL', 2, 2],
    ['TOP SECRET', 1, 4],
    ['SECRET', 1, 3],
    ['NATO RESTRICTED', 2, 1],
    ['COSMIC TOP SECRET', 2, 4],
    ['RESTREINT UE/EU RESTRICTED', 3, 1],
    ['DIFFUSION RESTREINTE', 2, 1],
    ['VS-NUR FÜR DEN DIENSTGEBRAUCH', 3, 1],
  ])('%s survives %i of them with its rank', (mark, budget, rank) => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const read = confuse(mark, budget, random(seed));
      const [match] = catalogue.match(ocr(`${read}\n\nAnnex to the plan\n\nThird paragraph`)).findings;
      expect({ seed, read, rank: match?.rank }).toEqual({ seed, read, rank });
    }
  });

  it.each(['II', 'I', 'H', 'U', '!', 'JI', '/', '7', ' ', ''])(
    'SECRET//NOFORN survives its bars read as "%s"',
    (bars) => {
      const [match] = catalogue.match(ocr(`SECRET${bars}NOFORN\n\nplan of the pier`)).findings;
      expect(match).toMatchObject({ regime: 'us', rank: 3 });
    },
  );

  it.each([...'太女雪文妇广娘友六坟去水*☆'])('机密★20年 survives its star read as %s', (star) => {
    const [match] = catalogue.match(ocr(`机密${star}20年\n\n关于港口的报告`)).findings;
    expect(match).toMatchObject({ regime: 'cn', rank: 3 });
  });

  it('reads letter-spaced marks', () => {
    expect(catalogue.match(ocr('T O P  S E C R E T\n\nplan')).findings[0]?.rank).toBe(4);
    expect(catalogue.match(ocr('机 密 ★ 2 0 年\n\n报告')).findings[0]?.rank).toBe(3);
  });

  it.each([
    'SECRETARY',
    'SECRETARIAT',
    'SECRETS',
    'SECTOR',
    'CONFIDENTIALITY',
    'RESTRICTIONS',
    'СЕКРЕТАРЬ',
    'GEHEIMNIS',
    'CONFIDENT',
    'SEGREGATE',
    'PROTECTION',
  ])('does not make a mark of %s', (word) => {
    expect(catalogue.match(ocr(`${word}\n\nminutes of the meeting`)).findings).toEqual([]);
  });
});

describe('prose', () => {
  it.each(PROSE)('in $language yields nothing, not even a doubt', ({ text }) => {
    expect(catalogue.match(segmentsOfText(text))).toEqual({ findings: [], doubtful: [] });
  });
});
