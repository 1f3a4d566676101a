import type { Family } from '../fonts.ts';
import type { MarkedKind, MarkedPage } from '../kinds.ts';
import { paragraph, sentence, title } from '../prose.ts';
import type { Random } from '../random.ts';
import { createSheet } from '../sheet.ts';
import { chineseInternalMark, japaneseMark, koreanMark, russianMark, taiwaneseMark } from './marks.ts';
import { A4, body, done } from './page.ts';

/** Russia, Japan, Korea, Taiwan, and Chinese papers below the state's levels. */
export const easternKinds: readonly MarkedKind[] = [
  { name: 'zh-internal', draw: chineseInternal },
  { name: 'zh-tw-letter', draw: taiwaneseLetter },
  { name: 'ru-letter', draw: (random) => russian(random, 'Paratype', '#ffffff') },
  { name: 'ru-report', draw: (random) => russian(random, 'Humanist', '#f7f4e8') },
  { name: 'ja-notice', draw: japaneseNotice },
  { name: 'ja-minutes', draw: japaneseMinutes },
  { name: 'ko-report', draw: koreanReport },
  { name: 'ko-slide', draw: koreanSlide },
];

function chineseInternal(random: Random): MarkedPage {
  const mark = chineseInternalMark(random);
  const sheet = createSheet(A4.width, A4.height);
  const family = random.pick(['Song', 'Han'] as const);
  const right = random.chance(0.4);
  sheet.text(mark.banner, right ? 1100 : 140, 130, {
    size: random.int(28, 36),
    family: 'Han',
    weight: 700,
    align: right ? 'right' : 'left',
  });
  sheet.text(`关于${title(random, 'zh')}的情况报告`, 620, 300, {
    size: 44,
    family,
    weight: 700,
    align: 'center',
  });
  body(sheet, random, mark, { x: 140, y: 420, width: 960, until: 1640, size: 28, family });
  return done(sheet, mark);
}

/** Official letters carry the level in a field under the address block. */
function taiwaneseLetter(random: Random): MarkedPage {
  const mark = taiwaneseMark(random);
  const sheet = createSheet(A4.width, A4.height);
  sheet.text('東湖海港管理局　函', 620, 170, { size: 52, family: 'Song', weight: 700, align: 'center' });
  const field = mark.banner.includes('：');
  if (!field) sheet.text(mark.banner, 1110, 90, { size: 38, family: 'Han', weight: 700, align: 'right' });
  const rows = [
    '受文者：測繪小組',
    `發文日期：中華民國120年${random.int(1, 12)}月${random.int(1, 28)}日`,
    `發文字號：東海港字第${random.int(1000, 9999)}號`,
    '速別：普通件',
    field ? mark.banner : '附件：如文',
  ];
  for (const [i, row] of rows.entries()) sheet.text(row, 140, 280 + i * 48, { size: 28, family: 'Song' });
  body(sheet, random, mark, { x: 140, y: 590, width: 960, until: 1600, size: 30, family: 'Song' });
  return done(sheet, mark);
}

/** Degree at the upper right of the first sheet, the copy number below it. */
function russian(random: Random, family: Family, paper: string): MarkedPage {
  const mark = russianMark(random);
  const sheet = createSheet(A4.width, A4.height, paper);
  const size = random.int(26, 34);
  const banner = random.chance(0.4) ? mark.banner.toUpperCase() : mark.banner;
  sheet.text(banner, 1120, 110, { size, family, weight: 700, align: 'right' });
  sheet.text(`Экз. № ${random.int(1, 6)}`, 1120, 110 + size * 1.5, { size, family, align: 'right' });
  sheet.text(title(random, 'ru'), 620, 320, { size: 40, family, weight: 700, align: 'center' });
  body(sheet, random, mark, { x: 130, y: 420, width: 980, until: 1600, size: 26, family });
  return done(sheet, mark);
}

/** The characters in a red frame at the upper right. */
function japaneseNotice(random: Random): MarkedPage {
  const mark = japaneseMark(random);
  const sheet = createSheet(A4.width, A4.height);
  const size = random.int(38, 52);
  const width = mark.banner.length * size + 40;
  sheet.box(1110 - width, 80, width, size * 1.7, { stroke: '#c4161c', line: 5 });
  sheet.text(mark.banner, 1110 - width / 2, 80 + size * 1.2, {
    size,
    family: 'Kana',
    colour: '#c4161c',
    align: 'center',
  });
  sheet.text(`第${random.int(1, 40)}号　複製禁止`, 140, 130, { size: 24, family: 'Kana' });
  sheet.text('港湾施設の点検について', 620, 320, { size: 46, family: 'Kana', align: 'center' });
  body(sheet, random, mark, { x: 140, y: 430, width: 960, until: 1620, size: 28, family: 'Kana' });
  return done(sheet, mark);
}

function japaneseMinutes(random: Random): MarkedPage {
  const mark = japaneseMark(random);
  const sheet = createSheet(A4.width, A4.height);
  sheet.text(mark.banner, 620, 100, {
    size: 36,
    family: 'Kana',
    align: 'center',
    spacing: random.int(0, 16),
  });
  sheet.text('議事録', 620, 220, { size: 54, family: 'Kana', align: 'center' });
  for (let i = 0, y = 340; i < 9; i++) {
    sheet.text(`${i + 1}．`, 140, y, { size: 28, family: 'Kana' });
    y =
      sheet.paragraph(
        paragraph(random, 'ja', 2),
        { x: 200, y, width: 900 },
        { size: 28, family: 'Kana' },
        1.6,
      ) + 30;
  }
  return done(sheet, mark);
}

/** Red at top and bottom centre of the page. */
function koreanReport(random: Random): MarkedPage {
  const mark = koreanMark(random);
  const sheet = createSheet(A4.width, A4.height);
  const colour = random.pick(['#c4161c', '#111111']);
  for (const y of [100, 1700])
    sheet.text(mark.banner, 620, y, { size: 38, family: 'Hangul', weight: 700, colour, align: 'center' });
  sheet.text('항만 시설 점검 보고', 620, 260, { size: 48, family: 'Hangul', weight: 700, align: 'center' });
  sheet.text(`사본번호 ${random.int(1, 5)}/5`, 1110, 330, { size: 24, family: 'Hangul', align: 'right' });
  body(sheet, random, mark, { x: 130, y: 420, width: 980, until: 1600, size: 27, family: 'Hangul' });
  return done(sheet, mark);
}

function koreanSlide(random: Random): MarkedPage {
  const mark = koreanMark(random);
  const sheet = createSheet(1600, 900, '#fdfdfd');
  sheet.text(mark.banner, 800, 56, {
    size: 34,
    family: 'Hangul',
    weight: 700,
    colour: '#c4161c',
    align: 'center',
  });
  sheet.text('겨울 운영 계획', 100, 190, { size: 60, family: 'Hangul', weight: 700 });
  for (let i = 0; i < 5; i++)
    sheet.text(`• ${sentence(random, 'ko')}`, 120, 320 + i * 100, { size: 34, family: 'Hangul' });
  return done(sheet, mark);
}
