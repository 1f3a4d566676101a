import type { MarkedKind, MarkedPage } from '../kinds.ts';
import { paragraph, sentence, title } from '../prose.ts';
import type { Random } from '../random.ts';
import { createSheet } from '../sheet.ts';
import { corporateMark, markOf, portionMark, westernMark } from './marks.ts';
import { A4, body, done, unportioned } from './page.ts';

/** Papers as single administrations and companies lay them out. */
export const officeKinds: readonly MarkedKind[] = [
  { name: 'minutes', draw: minutes },
  { name: 'form', draw: form },
  { name: 'de-letter', draw: germanLetter },
  { name: 'fr-note', draw: frenchNote },
  { name: 'portions-only', draw: portionsOnly },
  { name: 'corporate-slide', draw: corporateSlide },
  { name: 'corporate-report', draw: corporateReport },
];

function minutes(random: Random): MarkedPage {
  const mark = westernMark(random);
  const sheet = createSheet(A4.width, A4.height);
  const family = random.pick(['Serif', 'Humanist', 'Paratype'] as const);
  const size = random.int(20, 30);
  sheet.text(mark.banner, 620, 80, { size, family, weight: 700, align: 'center' });
  sheet.text(title(random, mark.language), 120, 190, { size: 40, family, weight: 700 });
  sheet.rule(120, 215, 1000, 2);
  let y = 290;
  for (let item = 1; y < 1450; item++) {
    sheet.text(`${item}.`, 120, y, { size: 24, family, weight: 700 });
    const text = `${mark.portion ?? ''} ${paragraph(random, mark.language, random.int(2, 4))}`.trim();
    y = sheet.paragraph(text, { x: 180, y, width: 940 }, { size: 23, family }) + 26;
  }
  sheet.text(mark.banner, 620, 1710, { size, family, weight: 700, align: 'center' });
  return done(sheet, mark);
}

/** Boxes with a label above each, one of them for the level. */
function form(random: Random): MarkedPage {
  const mark = westernMark(random);
  const sheet = createSheet(A4.width, A4.height, '#fdfcf7');
  sheet.text(title(random, mark.language), 620, 110, {
    size: 38,
    family: 'Humanist',
    weight: 700,
    align: 'center',
  });
  const field = (x: number, y: number, width: number, name: string, value: string, bold = false) => {
    sheet.box(x, y, width, 110, { stroke: '#444444', line: 2 });
    sheet.text(name, x + 12, y + 28, { size: 16, family: 'Humanist', colour: '#555555' });
    sheet.text(value, x + 16, y + 80, { size: 26, family: 'Humanist', weight: bold ? 700 : 400 });
  };
  const at = random.int(0, 2);
  for (let row = 0; row < 11; row++) {
    const y = 170 + row * 128;
    if (row === at) {
      field(100, y, 640, random.pick(['Security classification', 'Classification']), mark.banner, true);
      field(760, y, 380, 'Copy', `${random.int(1, 5)} / 6`);
    } else {
      field(100, y, 500, `Field ${row + 1}`, title(random, mark.language));
      field(620, y, 520, `Field ${row + 1}b`, title(random, mark.language));
    }
  }
  return done(sheet, mark);
}

/** The mark top centre in red or blue, "amtlich geheim gehalten" below it from VS-Vertraulich up. */
function germanLetter(random: Random): MarkedPage {
  const mark = markOf(random, 'de');
  const sheet = createSheet(A4.width, A4.height);
  const colour = mark.rank >= 3 ? '#c4161c' : random.pick(['#111111', '#1d3f9a']);
  sheet.text(mark.banner, 620, 90, { size: 32, family: 'Humanist', weight: 700, colour, align: 'center' });
  if (mark.rank >= 2) {
    sheet.text('amtlich geheim gehalten', 620, 130, {
      size: 22,
      family: 'Humanist',
      colour,
      align: 'center',
    });
  }
  sheet.text('Hafenamt Ostmeer', 120, 220, { size: 30, family: 'Paratype', weight: 700 });
  sheet.text(`${random.int(1, 4)}. Ausfertigung von 4`, 1120, 220, {
    size: 20,
    family: 'Paratype',
    align: 'right',
  });
  body(sheet, random, mark, { x: 120, y: 420, width: 1000, until: 1560, size: 24, family: 'Paratype' });
  if (mark.rank >= 3)
    sheet.text(mark.banner, 620, 1705, {
      size: 32,
      family: 'Humanist',
      weight: 700,
      colour,
      align: 'center',
    });
  return done(sheet, mark);
}

/** A red stamp top and bottom middle, a little askew. */
function frenchNote(random: Random): MarkedPage {
  const mark = markOf(random, 'fr');
  const sheet = createSheet(A4.width, A4.height);
  const { context } = sheet;
  for (const y of [100, 1670]) {
    const size = Math.min(40, 1000 / mark.banner.length);
    context.save();
    context.translate(620 + random.int(-40, 40), y);
    context.rotate(random.between(-0.05, 0.05));
    const width = mark.banner.length * size * 0.72 + 50;
    sheet.box(-width / 2, -size * 1.1, width, size * 1.6, { stroke: '#c8202c', line: 4 });
    const style = { size, family: 'Sans', weight: 700, colour: '#c8202c', align: 'center' } as const;
    sheet.text(mark.banner, 0, size * 0.15, style);
    context.restore();
  }
  sheet.text(`Exemplaire n° ${random.int(1, 5)}/5`, 1120, 210, { size: 22, family: 'Serif', align: 'right' });
  sheet.text('NOTE', 620, 290, { size: 40, family: 'Serif', weight: 700, align: 'center' });
  body(sheet, random, mark, { x: 120, y: 380, width: 1000, until: 1560, size: 24, family: 'Serif' });
  return done(sheet, mark);
}

/** A page out of the middle: its marks stand before the paragraphs and nowhere else. */
function portionsOnly(random: Random): MarkedPage {
  const found = portionMark(random);
  const mark = { ...found, level: found.portion ?? found.level };
  const sheet = createSheet(A4.width, A4.height);
  const family = random.pick(['Serif', 'Sans', 'Paratype'] as const);
  body(sheet, random, mark, { x: 120, y: 160, width: 1000, until: 1640, size: random.int(22, 28), family });
  return done(sheet, mark);
}

function corporateSlide(random: Random): MarkedPage {
  const mark = corporateMark(random);
  const sheet = createSheet(1600, 900);
  const accent = random.pick(['#0a6b5d', '#6a2c91', '#1c4fa0']);
  sheet.box(0, 0, 24, 900, { fill: accent });
  sheet.text(title(random, mark.language), 90, 130, {
    size: 54,
    family: 'Humanist',
    weight: 700,
    colour: accent,
  });
  for (let i = 0; i < 4; i++)
    sheet.text(`–  ${sentence(random, mark.language)}`, 110, 260 + i * 120, { size: 34, family: 'Humanist' });
  const right = random.chance(0.5);
  sheet.text('Eastmere Works Ltd', right ? 90 : 1540, 865, {
    size: 20,
    family: 'Humanist',
    colour: '#666666',
    align: right ? 'left' : 'right',
  });
  sheet.text(mark.banner, right ? 1540 : 90, 865, {
    size: random.int(20, 28),
    family: 'Humanist',
    weight: 700,
    colour: random.pick(['#c01722', '#333333']),
    align: right ? 'right' : 'left',
  });
  return done(sheet, mark);
}

function corporateReport(random: Random): MarkedPage {
  const mark = unportioned(corporateMark(random));
  const sheet = createSheet(A4.width, A4.height);
  sheet.text('Eastmere Works Ltd', 120, 90, { size: 24, family: 'Humanist', weight: 700 });
  sheet.text(mark.banner, 1120, 90, { size: 24, family: 'Humanist', weight: 700, align: 'right' });
  sheet.rule(120, 110, 1000, 2, '#888888');
  sheet.text(title(random, mark.language), 120, 230, { size: 44, family: 'Humanist', weight: 700 });
  body(sheet, random, mark, { x: 120, y: 330, width: 1000, until: 1600, size: 23, family: 'Humanist' });
  sheet.text(mark.banner, 620, 1700, { size: 22, family: 'Humanist', align: 'center' });
  return done(sheet, mark);
}
