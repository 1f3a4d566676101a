import { FICTIONAL, type MarkedKind, type MarkedPage } from '../kinds.ts';
import { paragraph, sentence, title } from '../prose.ts';
import type { Random } from '../random.ts';
import { createSheet, type Sheet } from '../sheet.ts';
import { chineseMark, type Mark } from './marks.ts';

const A4 = { width: 1240, height: 1754 };
const RED = '#d0181e';

export const chineseKinds: readonly MarkedKind[] = [
  { name: 'zh-red-head', draw: (random) => redHead(random) },
  { name: 'zh-notice', draw: (random) => notice(random) },
  { name: 'zh-table', draw: (random) => table(random) },
  { name: 'zh-cover', draw: (random) => cover(random) },
  { name: 'zh-minutes', draw: (random) => minutes(random) },
  { name: 'zh-slide', draw: (random) => slide(random) },
];

function done(sheet: Sheet, mark: Mark): MarkedPage {
  sheet.text(`${FICTIONAL} 虚构样例`, sheet.width - 20, sheet.height - 14, {
    size: 13,
    family: 'Han',
    colour: '#999999',
    align: 'right',
  });
  return { page: sheet.canvas, mark };
}

/** The official document of GB/T 9704: copy number, level and term top left, red name, red line. */
export function redHead(random: Random, mark: Mark = chineseMark(random)): MarkedPage {
  const sheet = createSheet(A4.width, A4.height);
  sheet.text(String(random.int(1, 999999)).padStart(6, '0'), 150, 130, { size: 30, family: 'Han' });
  sheet.text(mark.banner, 150, 180, { size: 32, family: 'Han', weight: 700 });
  if (random.chance(0.5)) sheet.text('特急', 150, 230, { size: 32, family: 'Han', weight: 700 });
  sheet.text('东湖市海港管理局文件', 620, 380, {
    size: 84,
    family: 'Han',
    weight: 900,
    colour: RED,
    align: 'center',
    spacing: 6,
  });
  sheet.text(`东海港发〔2031〕${random.int(1, 90)}号`, 620, 490, {
    size: 30,
    family: 'Han',
    align: 'center',
  });
  sheet.rule(150, 530, 940, 5, RED);
  sheet.text(`关于${title(random, 'zh')}的通知`, 620, 640, {
    size: 42,
    family: 'Han',
    weight: 700,
    align: 'center',
  });
  text(sheet, random, 740, 1500, 30);
  sheet.text('东湖市海港管理局', 1050, 1580, { size: 30, family: 'Han', align: 'right' });
  return done(sheet, mark);
}

export function notice(random: Random, mark: Mark = chineseMark(random)): MarkedPage {
  const sheet = createSheet(A4.width, A4.height);
  const right = random.chance(0.5);
  sheet.text(mark.banner, right ? 1090 : 150, 140, {
    size: random.int(28, 38),
    family: 'Han',
    weight: 700,
    align: right ? 'right' : 'left',
  });
  sheet.text(`${title(random, 'zh')}工作方案`, 620, 290, {
    size: 46,
    family: 'Han',
    weight: 700,
    align: 'center',
  });
  text(sheet, random, 400, 1600, 28);
  return done(sheet, mark);
}

export function table(random: Random, mark: Mark = chineseMark(random)): MarkedPage {
  const sheet = createSheet(A4.width, A4.height);
  sheet.text('物资交接登记表', 620, 140, { size: 46, family: 'Han', weight: 700, align: 'center' });
  sheet.text(`密级：${mark.banner}`, 120, 210, { size: 28, family: 'Han' });
  for (let i = 0; i < 16; i++) {
    const y = 250 + i * 76;
    sheet.box(120, y, 180, 76, { stroke: '#222222' });
    sheet.box(300, y, 820, 76, { stroke: '#222222' });
    sheet.text(`第${i + 1}项`, 210, y + 48, { size: 26, family: 'Han', align: 'center' });
    sheet.text(sentence(random, 'zh'), 320, y + 48, { size: 26, family: 'Han' });
  }
  return done(sheet, mark);
}

export function cover(random: Random, mark: Mark = chineseMark(random)): MarkedPage {
  const sheet = createSheet(A4.width, A4.height);
  sheet.text(mark.banner, 1090, 160, {
    size: 40,
    family: 'Han',
    weight: 900,
    align: 'right',
    colour: random.pick(['#111111', RED]),
  });
  sheet.text(title(random, 'zh'), 620, 640, { size: 80, family: 'Han', weight: 900, align: 'center' });
  sheet.text('总体报告', 620, 780, { size: 64, family: 'Han', align: 'center' });
  sheet.text('东湖市测绘小组', 620, 1450, { size: 38, family: 'Han', align: 'center' });
  sheet.text('二〇三一年五月', 620, 1520, { size: 34, family: 'Han', align: 'center' });
  return done(sheet, mark);
}

export function minutes(random: Random, mark: Mark = chineseMark(random)): MarkedPage {
  const sheet = createSheet(A4.width, A4.height);
  sheet.text('内部资料 注意保存', 1090, 120, { size: 26, family: 'Han', align: 'right' });
  sheet.text(mark.banner, 150, 120, { size: 32, family: 'Han', weight: 700 });
  sheet.text('会议纪要', 620, 260, {
    size: 70,
    family: 'Han',
    weight: 900,
    colour: RED,
    align: 'center',
    spacing: 30,
  });
  sheet.rule(150, 320, 940, 4, RED);
  text(sheet, random, 420, 1600, 30);
  return done(sheet, mark);
}

export function slide(random: Random, mark: Mark = chineseMark(random)): MarkedPage {
  const dark = random.chance(0.5);
  const sheet = createSheet(1600, 900, dark ? '#142a4a' : '#fdfdfd');
  const colour = dark ? '#ffffff' : '#1c1c1c';
  sheet.text(mark.banner, 60, 70, {
    size: 34,
    family: 'Han',
    weight: 700,
    colour: random.pick([colour, RED]),
  });
  sheet.text(title(random, 'zh'), 800, 200, {
    size: 64,
    family: 'Han',
    weight: 700,
    colour,
    align: 'center',
  });
  for (let i = 0; i < 5; i++)
    sheet.text(`• ${sentence(random, 'zh')}`, 140, 340 + i * 100, { size: 36, family: 'Han', colour });
  return done(sheet, mark);
}

function text(sheet: Sheet, random: Random, from: number, until: number, size: number): void {
  let y = from;
  while (y < until - size * 5) {
    y =
      sheet.paragraph(
        `　　${paragraph(random, 'zh', random.int(2, 4))}`,
        { x: 150, y, width: 940 },
        { size, family: 'Han' },
        1.7,
      ) + 12;
  }
}
