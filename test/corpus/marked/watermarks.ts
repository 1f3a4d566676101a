import type { Family } from '../fonts.ts';
import type { MarkedKind, MarkedPage } from '../kinds.ts';
import { paragraph, title } from '../prose.ts';
import type { Random } from '../random.ts';
import { createSheet } from '../sheet.ts';
import { chineseMark, corporateMark, type Mark, westernMark } from './marks.ts';
import { A4, body, done, unportioned } from './page.ts';

/** Pages whose only mark lies faint under the writing: the look `watermark`. */
export const watermarkKinds: readonly MarkedKind[] = [
  { name: 'diagonal', draw: (random) => diagonal(random, westernMark(random), 'Serif') },
  { name: 'diagonal-corporate', draw: (random) => diagonal(random, corporateMark(random), 'Humanist') },
  { name: 'diagonal-zh', draw: (random) => diagonal(random, chineseMark(random), 'Song') },
  { name: 'level', draw: (random) => level(random, westernMark(random)) },
  { name: 'level-zh', draw: (random) => level(random, chineseMark(random)) },
  { name: 'tiled', draw: (random) => tiled(random, westernMark(random)) },
  { name: 'tiled-corporate', draw: (random) => tiled(random, corporateMark(random)) },
  { name: 'on-slide', draw: (random) => onSlide(random, westernMark(random)) },
];

const PALE = ['#d2d2d2', '#cfcfcf', '#ecc2c2', '#c2cfe8'] as const;

function diagonal(random: Random, mark: Mark, family: Family): MarkedPage {
  return beneath(random, mark, family, -random.between(0.5, 0.85));
}

function level(random: Random, mark: Mark): MarkedPage {
  return beneath(random, mark, mark.script === 'han' ? 'Song' : 'Sans', 0);
}

function beneath(random: Random, mark: Mark, family: Family, angle: number): MarkedPage {
  const sheet = createSheet(A4.width, A4.height);
  const { context } = sheet;
  context.save();
  context.translate(620, 877);
  context.rotate(angle);
  const across = mark.script === 'han' ? 1000 : 1700;
  sheet.text(mark.banner, 0, 0, {
    size: Math.min(150, (angle === 0 ? 0.8 : 1) * (across / mark.banner.length)),
    family: 'Sans',
    weight: 700,
    colour: random.pick(PALE),
    align: 'center',
  });
  context.restore();
  sheet.text(title(random, mark.language), 120, 140, { size: 38, family, weight: 700 });
  body(sheet, random, unportioned(mark), { x: 120, y: 220, width: 1000, until: 1640, size: 24, family });
  return done(sheet, mark);
}

/** Small and often, as viewers print it over a page. */
function tiled(random: Random, mark: Mark): MarkedPage {
  const sheet = createSheet(A4.width, A4.height);
  const { context } = sheet;
  const colour = random.pick(PALE);
  for (let y = 140; y < 1754; y += 330) {
    for (let x = 220; x < 1240; x += 520) {
      context.save();
      context.translate(x, y);
      context.rotate(-0.45);
      const size = Math.min(44, 640 / mark.banner.length);
      sheet.text(mark.banner, 0, 0, { size, family: 'Sans', weight: 700, colour, align: 'center' });
      context.restore();
    }
  }
  body(sheet, random, unportioned(mark), {
    x: 120,
    y: 160,
    width: 1000,
    until: 1600,
    size: 23,
    family: 'Sans',
  });
  return done(sheet, mark);
}

function onSlide(random: Random, mark: Mark): MarkedPage {
  const sheet = createSheet(1600, 900);
  const { context } = sheet;
  context.save();
  context.translate(800, 480);
  context.rotate(-0.4);
  const size = Math.min(140, 1900 / mark.banner.length);
  sheet.text(mark.banner, 0, 40, {
    size,
    family: 'Sans',
    weight: 700,
    colour: random.pick(PALE),
    align: 'center',
  });
  context.restore();
  sheet.text(title(random, mark.language), 90, 140, { size: 54, family: 'Humanist', weight: 700 });
  for (let i = 0; i < 4; i++)
    sheet.paragraph(
      `• ${paragraph(random, mark.language, 1)}`,
      { x: 110, y: 270 + i * 140, width: 1380 },
      { size: 34, family: 'Humanist' },
    );
  return done(sheet, mark);
}
