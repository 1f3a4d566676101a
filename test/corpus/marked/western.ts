import type { MarkedKind, MarkedPage } from '../kinds.ts';
import { paragraph, sentence, title } from '../prose.ts';
import type { Random } from '../random.ts';
import { createSheet } from '../sheet.ts';
import { type Mark, westernMark } from './marks.ts';
import { A4, body, done } from './page.ts';

export const westernKinds: readonly MarkedKind[] = [
  { name: 'memo', draw: (random) => memo(random) },
  { name: 'portion-report', draw: (random) => portionReport(random) },
  { name: 'typewriter-cable', draw: (random) => cable(random) },
  { name: 'slide', draw: (random) => slide(random) },
  { name: 'cover-sheet', draw: (random) => coverSheet(random) },
  { name: 'table-form', draw: (random) => tableForm(random) },
  { name: 'letter-boxed-mark', draw: (random) => boxedLetter(random) },
  { name: 'red-banner-page', draw: (random) => redBanner(random) },
  { name: 'stamped-page', draw: (random) => stamped(random) },
  { name: 'two-columns', draw: (random) => twoColumns(random) },
  { name: 'letter-spaced', draw: (random) => letterSpaced(random) },
];

export function memo(random: Random, mark: Mark = westernMark(random)): MarkedPage {
  const sheet = createSheet(A4.width, A4.height);
  const family = random.pick(['Sans', 'Serif'] as const);
  const banner = { size: random.int(26, 44), family, weight: 700, align: 'center' } as const;
  sheet.text(mark.banner, 620, 90, banner);
  sheet.text(mark.banner, 620, 1700, banner);
  sheet.text('MEMORANDUM', 120, 190, { size: 34, family, weight: 700 });
  for (const [i, row] of [
    'TO: Harbour Board',
    'FROM: Survey Team',
    `SUBJECT: ${title(random, mark.language)}`,
  ].entries()) {
    sheet.text(row, 120, 250 + i * 38, { size: 24, family });
  }
  sheet.rule(120, 350, 1000, 3);
  body(sheet, random, mark, { x: 120, y: 420, width: 1000, until: 1560, size: 24, family });
  return done(sheet, mark);
}

export function portionReport(random: Random, mark: Mark = westernMark(random)): MarkedPage {
  const sheet = createSheet(A4.width, A4.height);
  const size = random.int(18, 24);
  sheet.text(mark.banner, 620, 70, { size: size + 4, family: 'Serif', weight: 700, align: 'center' });
  sheet.text(title(random, mark.language), 120, 160, { size: 38, family: 'Serif', weight: 700 });
  body(sheet, random, mark, { x: 120, y: 230, width: 1000, until: 1600, size, family: 'Serif' });
  sheet.text(mark.banner, 620, 1715, { size: size + 4, family: 'Serif', weight: 700, align: 'center' });
  return done(sheet, mark);
}

export function cable(random: Random, mark: Mark = westernMark(random)): MarkedPage {
  const sheet = createSheet(A4.width, A4.height, '#f7f3e6');
  const style = { size: 25, family: 'Typewriter', colour: '#2a2a30' } as const;
  sheet.text(mark.banner.split('').join(random.chance(0.5) ? ' ' : ''), 620, 110, {
    ...style,
    align: 'center',
    weight: 700,
  });
  for (const [i, row] of [
    'FM HARBOUR NORTH',
    'TO SURVEY BASE',
    `REF ${random.int(1000, 9999)}`,
    'SECTION 01 OF 02',
  ].entries()) {
    sheet.text(row, 120, 210 + i * 40, style);
  }
  let y = 420;
  for (let i = 1; y < 1560; i++) {
    y =
      sheet.paragraph(
        `${i}. ${mark.portion ?? ''} ${paragraph(random, mark.language, 2).toUpperCase()}`,
        { x: 120, y, width: 1000 },
        style,
        1.6,
      ) + 20;
  }
  sheet.text(mark.banner, 620, 1690, { ...style, align: 'center' });
  return done(sheet, mark);
}

export function slide(random: Random, mark: Mark = westernMark(random)): MarkedPage {
  const dark = random.chance(0.5);
  const sheet = createSheet(1600, 900, dark ? '#16263f' : '#ffffff');
  const ink = dark ? '#f2f2f2' : '#1a1a1a';
  const banner = {
    size: random.int(20, 30),
    family: 'Sans',
    weight: 700,
    align: 'center',
    colour: random.pick([ink, '#d22020']),
  } as const;
  sheet.text(mark.banner, 800, 40, banner);
  sheet.text(mark.banner, 800, 880, banner);
  sheet.text(title(random, mark.language), 100, 160, { size: 56, family: 'Sans', weight: 700, colour: ink });
  for (let i = 0; i < 5; i++)
    sheet.text(`•  ${sentence(random, mark.language)}`, 120, 280 + i * 100, {
      size: 34,
      family: 'Sans',
      colour: ink,
    });
  return done(sheet, mark);
}

export function coverSheet(random: Random, mark: Mark = westernMark(random)): MarkedPage {
  const colour = random.pick(['#b3202a', '#1f4e9c', '#e07a1f']);
  const sheet = createSheet(A4.width, A4.height, '#ffffff');
  sheet.box(0, 0, A4.width, A4.height, { stroke: colour, line: 90 });
  const size = Math.min(120, 1500 / mark.banner.length);
  sheet.text(mark.banner, 620, 420, { size, family: 'Sans', weight: 700, colour, align: 'center' });
  sheet.paragraph(
    paragraph(random, mark.language, 4),
    { x: 200, y: 640, width: 840 },
    { size: 28, family: 'Sans' },
  );
  sheet.text('COVER SHEET', 620, 1480, { size: 40, family: 'Sans', weight: 700, align: 'center' });
  return done(sheet, mark);
}

export function tableForm(random: Random, mark: Mark = westernMark(random)): MarkedPage {
  const sheet = createSheet(A4.width, A4.height);
  sheet.text(title(random, mark.language), 620, 120, {
    size: 40,
    family: 'Sans',
    weight: 700,
    align: 'center',
  });
  const rows = [
    ['Reference', `HB-${random.int(100, 999)}/${random.int(1, 30)}`],
    ['Classification', mark.banner],
    ['Prepared by', 'Survey Team North'],
    ['Copies', `${random.int(1, 4)} of 4`],
    ...Array.from({ length: 12 }, (_, i) => [`Item ${i + 1}`, sentence(random, mark.language)] as const),
  ] as const;
  for (const [i, [name, value]] of rows.entries()) {
    const y = 200 + i * 70;
    sheet.box(100, y, 1040, 70, { stroke: '#333333' });
    sheet.rule(340, y, 2, 0);
    sheet.box(340, y, 0, 70, { stroke: '#333333' });
    sheet.text(name, 120, y + 44, { size: 24, family: 'Sans', weight: 700 });
    sheet.text(value, 360, y + 44, { size: 22, family: 'Sans' });
  }
  return done(sheet, mark);
}

export function boxedLetter(random: Random, mark: Mark = westernMark(random)): MarkedPage {
  const sheet = createSheet(A4.width, A4.height);
  const size = random.int(24, 34);
  const width = mark.banner.length * size * 0.72 + 40;
  sheet.box(1140 - width, 80, width, size * 2, { stroke: '#111111', line: 3 });
  sheet.text(mark.banner, 1140 - width / 2, 80 + size * 1.35, {
    size,
    family: 'Sans',
    weight: 700,
    align: 'center',
  });
  sheet.text('Harbour Board of Eastmere', 120, 130, { size: 30, family: 'Serif', weight: 700 });
  body(
    sheet,
    random,
    { ...mark, portion: null },
    { x: 120, y: 420, width: 1000, until: 1500, size: 25, family: 'Serif' },
  );
  return done(sheet, mark);
}

export function redBanner(random: Random, mark: Mark = westernMark(random)): MarkedPage {
  const sheet = createSheet(A4.width, A4.height);
  for (const y of [0, A4.height - 60]) {
    sheet.box(0, y, A4.width, 60, { fill: '#c01722' });
    sheet.text(mark.banner, 620, y + 41, {
      size: 30,
      family: 'Sans',
      weight: 700,
      colour: '#ffffff',
      align: 'center',
    });
  }
  body(sheet, random, mark, { x: 100, y: 180, width: 1040, until: 1600, size: 22, family: 'Sans' });
  return done(sheet, mark);
}

export function stamped(random: Random, mark: Mark = westernMark(random)): MarkedPage {
  const sheet = createSheet(A4.width, A4.height, '#fbfaf5');
  body(
    sheet,
    random,
    { ...mark, portion: null },
    { x: 120, y: 320, width: 1000, until: 1600, size: 24, family: 'Typewriter' },
  );
  const { context } = sheet;
  const size = Math.min(64, 900 / mark.banner.length);
  context.save();
  context.translate(random.int(520, 760), random.int(130, 200));
  context.rotate(random.between(-0.2, 0.2));
  const width = mark.banner.length * size * 0.75 + 40;
  const colour = random.pick(['#a8202a', '#2a3a90', '#202020']);
  sheet.box(-width / 2, -size, width, size * 1.6, { stroke: colour, line: 5 });
  sheet.text(mark.banner, 0, size * 0.15, { size, family: 'Sans', weight: 700, colour, align: 'center' });
  context.restore();
  return done(sheet, mark);
}

export function twoColumns(random: Random, mark: Mark = westernMark(random)): MarkedPage {
  const sheet = createSheet(A4.width, A4.height);
  sheet.text(mark.banner, 60, 60, { size: 22, family: 'Sans', weight: 700 });
  sheet.text(title(random, mark.language), 60, 150, { size: 44, family: 'Serif', weight: 700 });
  for (const x of [60, 650])
    body(sheet, random, mark, { x, y: 230, width: 530, until: 1640, size: 20, family: 'Serif' });
  sheet.text(mark.banner, 1180, 1720, { size: 22, family: 'Sans', weight: 700, align: 'right' });
  return done(sheet, mark);
}

export function letterSpaced(random: Random, mark: Mark = westernMark(random)): MarkedPage {
  const sheet = createSheet(A4.width, A4.height);
  sheet.text(mark.banner, 620, 110, {
    size: 30,
    family: 'Sans',
    weight: 700,
    align: 'center',
    spacing: random.int(6, 14),
  });
  body(
    sheet,
    random,
    { ...mark, portion: null },
    { x: 120, y: 240, width: 1000, until: 1600, size: 23, family: 'Serif' },
  );
  return done(sheet, mark);
}
