import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PROSE } from '../../../../../test/accuracy/text/prose.ts';
import { loadCatalogue } from '../catalogue.ts';
import { segmentsOfText } from '../plain-text.ts';
import { LOOKS } from './cyrillic-looks.ts';

const catalogue = await loadCatalogue([fileURLToPath(new URL('../../../../../rules', import.meta.url))]);
const seen = (text: string) =>
  catalogue.match(
    segmentsOfText(text).map((one) => ({ ...one, source: 'ocr' as const, ocrConfidence: 0.9 })),
  );

/** What readers of pictures make of Cyrillic heads in ordinary letters, and heads like them. */
describe('Cyrillic marks read in Latin letters', () => {
  it.each([
    ['ru 3', 'CoBepWeHHO ceKpeTHO'],
    ['ru 3', 'COBEPIIIEHHO CEKPETHO'],
    ['ru 1', 'Дnя cnyже6Horo noлb3oBaHия'],
    ['ru 1', 'CIyKe6HOrO IOJb3OBAHH'],
    ['ru 1', 'MH CIyKEbHOrO IOJb3OBAHH'],
    ['ru 1', 'IA CIyKE6HOrOHIOJb3OBAHMA'],
    ['ru 1', 'A CIyKeOHOrOHOIh3OBaHMA'],
    ['ru 4', 'OCO6OU BAXHOCTN'],
    ['ua 3', 'UinkoM TaeMHo'],
    ['bg 4', 'CTPOrO CEKPETHO'],
  ])('%s: %s', (expected, text) => {
    const [first] = seen(`${text}\n\nHomep 14\n\nKopa6nb`).findings;
    expect(first && `${first.regime} ${first.rank}`).toBe(expected);
  });

  it.each(['СОВЕРШЕННО СЕКРЕТНО', 'СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ', 'СЛУЖБОВОГО КОРИСТУВАННЯ'])(
    '%s is found with two letters in three read as any that looks like them',
    (mark) => {
      for (let seed = 1; seed <= 40; seed += 1) {
        const next = random(seed);
        const read = [...mark]
          .map((letter) => {
            const looks = LOOKS[letter] ?? letter;
            return next() < 2 / 3 ? oneOf(looks, next) : (looks[0] ?? letter);
          })
          .join('');
        expect({ read, found: seen(`${read}\n\nx 14`).findings.length }).toEqual({ read, found: 1 });
      }
    },
  );

  it('is asked of pictures only: nobody types so', () => {
    expect(catalogue.match(segmentsOfText('MH CIyKEbHOrO IOJb3OBAHH\n\ntext')).findings).toEqual([]);
  });

  it.each(PROSE)('no stretch of prose in $language looks like one', ({ text }) => {
    const words = text.split(/\s+/);
    const stretches = words.flatMap((_, at) => [2, 3].map((size) => words.slice(at, at + size).join(' ')));
    const { findings, doubtful } = seen(stretches.join('\n\n'));
    const read = [...findings, ...doubtful].filter(({ context }) =>
      context.some(({ code }) => code === 'read-through-confusions'),
    );
    expect(read.filter(({ regime }) => ['ru', 'ua', 'bg', 'rs'].includes(regime ?? ''))).toEqual([]);
  });
});

function oneOf(chars: string, next: () => number): string {
  return chars[Math.floor(next() * chars.length)] ?? '';
}

/** Numbers from 0 to 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
