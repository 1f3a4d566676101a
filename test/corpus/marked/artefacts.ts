import type { MarkedKind, MarkedPage } from '../kinds.ts';
import { sentence, title } from '../prose.ts';
import type { Random } from '../random.ts';
import { createSheet } from '../sheet.ts';
import { westernMark } from './marks.ts';
import { body, done, unportioned } from './page.ts';

/** What is no page of running text. */
export const artefactKinds: readonly MarkedKind[] = [
  { name: 'spreadsheet', draw: spreadsheet },
  { name: 'two-page-spread', draw: spread },
  { name: 'equipment-label', draw: label },
  { name: 'whiteboard-note', draw: whiteboard },
  { name: 'drawing-title-block', draw: drawing },
  { name: 'map-with-legend', draw: map },
];

/** The mark in the first row, in a cell, as people type it above their columns. */
function spreadsheet(random: Random): MarkedPage {
  const mark = westernMark(random);
  const sheet = createSheet(1600, 1000);
  sheet.box(0, 0, 1600, 60, { fill: '#1d6f42' });
  sheet.text('stock-list-v3.xlsx', 40, 38, { size: 20, family: 'Humanist', colour: '#ffffff' });
  const columns = [60, 330, 700, 980, 1240, 1600];
  for (let row = 0; row < 24; row++) {
    const y = 60 + row * 38;
    sheet.rule(0, y, 1600, 1, '#cfcfcf');
    sheet.text(String(row + 1), 30, y + 27, {
      size: 16,
      family: 'Humanist',
      colour: '#777777',
      align: 'center',
    });
    for (const [column, x] of columns.entries()) {
      sheet.rule(x, y, 1, 38, '#cfcfcf');
      if (row < 3 || column > 4) continue;
      const value =
        column === 0
          ? `HB-${random.int(100, 999)}`
          : column === 1
            ? title(random, mark.language)
            : String(random.int(2, 9000));
      sheet.text(value, x + 8, y + 27, { size: 18, family: 'Humanist' });
    }
  }
  sheet.text(mark.banner, 68, 60 + random.int(0, 1) * 38 + 27, {
    size: 20,
    family: 'Humanist',
    weight: 700,
    colour: random.pick(['#c01722', '#111111']),
  });
  return done(sheet, mark);
}

/** An open book of two pages: its lines end in the middle. */
function spread(random: Random): MarkedPage {
  const mark = westernMark(random);
  const sheet = createSheet(2200, 1560, '#faf8f1');
  for (const left of [0, 1100]) {
    sheet.text(mark.banner, left + 550, 70, { size: 26, family: 'Serif', weight: 700, align: 'center' });
    body(sheet, random, mark, { x: left + 90, y: 170, width: 920, until: 1440, size: 22, family: 'Serif' });
    sheet.text(mark.banner, left + 550, 1520, { size: 26, family: 'Serif', weight: 700, align: 'center' });
  }
  const shadow = sheet.context.createLinearGradient(1020, 0, 1180, 0);
  for (const [at, dark] of [
    [0, 0],
    [0.5, 0.35],
    [1, 0],
  ] as const)
    shadow.addColorStop(at, `rgba(40,30,20,${dark})`);
  sheet.context.fillStyle = shadow;
  sheet.context.fillRect(1020, 0, 160, 1560);
  return done(sheet, mark);
}

/** A sticker on a machine, seen small against grey metal. */
function label(random: Random): MarkedPage {
  const mark = westernMark(random);
  const sheet = createSheet(1500, 1100, '#8d9296');
  for (let y = 0; y < 1100; y += 3)
    sheet.rule(
      0,
      y,
      1500,
      1,
      `rgba(${random.chance(0.5) ? '255,255,255' : '0,0,0'},${random.between(0, 0.1)})`,
    );
  for (const [x, y] of [
    [60, 60],
    [1440, 60],
    [60, 1040],
    [1440, 1040],
  ] as const)
    sheet.box(x - 14, y - 14, 28, 28, { fill: '#55595c' });
  const size = Math.min(58, 760 / mark.banner.length);
  const [x, y] = [random.int(250, 420), random.int(280, 460)];
  const colour = random.pick(['#c01722', '#e07a1f', '#1f4e9c']);
  sheet.box(x, y, 720, 300, { fill: '#f6f4ee', stroke: colour, line: 10 });
  const stencil = random.chance(0.4);
  sheet.text(mark.banner, x + 360, y + 120, {
    size,
    family: stencil ? 'Stencil' : 'Sans',
    weight: stencil ? 400 : 700,
    colour,
    align: 'center',
  });
  sheet.text(`Unit ${random.int(1, 40)}  S/N ${random.int(10000, 99999)}`, x + 360, y + 210, {
    size: 30,
    family: 'Typewriter',
    align: 'center',
  });
  return done(sheet, mark);
}

function whiteboard(random: Random): MarkedPage {
  const mark = westernMark(random);
  const sheet = createSheet(1600, 1100, '#f3f4f2');
  const pens = ['#1a2f8a', '#b01824', '#15171a', '#116b3a'] as const;
  sheet.text(mark.banner, 800, 110, {
    size: Math.min(76, 1500 / mark.banner.length),
    family: 'Hand',
    colour: random.pick(pens),
    align: 'center',
  });
  for (let i = 0; i < 7; i++) {
    const x = 90 + random.int(0, 40);
    const y = 260 + i * 105;
    const style = { size: random.int(44, 56), family: 'Hand', colour: random.pick(pens) } as const;
    sheet.text(`- ${sentence(random, mark.language).slice(0, 52)}`, x, y, style);
  }
  sheet.box(1180, 760, 320, 220, { stroke: random.pick(pens), line: 5 });
  return done(sheet, mark);
}

/** A technical drawing: lines and circles, and the title block at the lower right. */
function drawing(random: Random): MarkedPage {
  const mark = westernMark(random);
  const sheet = createSheet(2340, 1654);
  const { context } = sheet;
  sheet.box(40, 40, 2260, 1574, { stroke: '#111111', line: 3 });
  for (let i = 0; i < 26; i++) {
    const [x, y] = [random.int(150, 1900), random.int(150, 1100)];
    context.strokeStyle = '#222222';
    context.lineWidth = random.pick([1, 2, 3]);
    context.beginPath();
    if (random.chance(0.5)) context.arc(x, y, random.int(30, 180), 0, 2 * Math.PI);
    else context.rect(x, y, random.int(60, 380), random.int(40, 240));
    context.stroke();
    sheet.text(`${random.int(4, 900)}`, x, y - 8, { size: 20, family: 'Humanist' });
  }
  const rows = [
    [random.pick(['Classification', 'Security']), mark.banner],
    ['Title', title(random, mark.language)],
    ['Drawing', `HB-${random.int(1000, 9999)}-${random.int(1, 9)}`],
    ['Scale', `1:${random.pick([5, 10, 50])}`],
  ] as const;
  for (const [i, [name, value]] of rows.entries()) {
    const y = 1294 + i * 80;
    sheet.box(1480, y, 820, 80, { stroke: '#111111', line: 2 });
    sheet.text(name, 1496, y + 28, { size: 17, family: 'Humanist', colour: '#444444' });
    sheet.text(value, 1500, y + 64, { size: 28, family: 'Humanist', weight: i === 0 ? 700 : 400 });
  }
  return done(sheet, mark);
}

/** Contours and place names; the mark above or below the map. */
function map(random: Random): MarkedPage {
  const mark = unportioned(westernMark(random));
  const sheet = createSheet(1800, 1400, '#eef0e2');
  const { context } = sheet;
  for (let ring = 0; ring < 40; ring++) {
    const [cx, cy] = [random.int(200, 1300), random.int(250, 1150)];
    context.strokeStyle = random.pick(['#b08a5a', '#7f9f6a', '#6f95b5']);
    context.lineWidth = random.pick([1, 2]);
    context.beginPath();
    for (let a = 0; a <= 6.4; a += 0.1) {
      const r = 40 + ring * 6 + 20 * Math.sin(a * 3 + ring);
      context.lineTo(cx + Math.cos(a) * r, cy + Math.sin(a) * r * 0.8);
    }
    context.stroke();
  }
  for (let i = 0; i < 14; i++) {
    const name = random.pick([
      'Eastmere',
      'Northpool',
      'Gullstrand',
      'Lighthouse',
      'Old Quay',
      'Tulip Field',
    ]);
    sheet.text(name, random.int(150, 1200), random.int(250, 1200), {
      size: random.int(18, 30),
      family: 'Serif',
    });
  }
  sheet.box(1440, 240, 320, 420, { fill: '#ffffff', stroke: '#333333' });
  for (const [i, entry] of ['Road', 'Coast', 'Depot', 'Buoy', 'Contour 10 m'].entries())
    sheet.text(entry, 1520, 320 + i * 64, { size: 24, family: 'Humanist' });
  for (const y of random.pick([[70], [1370], [70, 1370]] as const))
    sheet.text(mark.banner, 900, y, {
      size: random.int(30, 44),
      family: 'Humanist',
      weight: 700,
      align: 'center',
    });
  sheet.text(title(random, mark.language), 100, 150, { size: 36, family: 'Serif', weight: 700 });
  return done(sheet, mark);
}
