import type { Canvas } from '@napi-rs/canvas';
import type { PlainKind } from '../kinds.ts';
import { type Language, paragraph, sentence, title } from '../prose.ts';
import type { Random } from '../random.ts';
import { createSheet } from '../sheet.ts';

/** Writing of all sorts, none of it marked; some of it with words that look like marks. */
export const paperKinds: readonly PlainKind[] = [
  { name: 'menu', sort: 'paper', draw: menu },
  { name: 'receipt', sort: 'paper', draw: receipt },
  { name: 'chat-screenshot', sort: 'screenshot', draw: chat },
  { name: 'review-slide', sort: 'screenshot', draw: slide },
  {
    name: 'letter',
    sort: 'paper',
    draw: (random) => letter(random, random.pick(['en', 'de', 'fr', 'es'] as const)),
  },
  { name: 'letter-zh', sort: 'paper', draw: (random) => letter(random, 'zh') },
  { name: 'code', sort: 'screenshot', draw: code },
  { name: 'membership-form', sort: 'paper', draw: form },
  { name: 'dense-report', sort: 'paper', draw: dense },
  { name: 'meme', sort: 'meme', draw: meme },
  { name: 'timetable', sort: 'screenshot', draw: timetable },
  { name: 'party-poster', sort: 'meme', draw: poster },
];

export function menu(random: Random): Canvas {
  const sheet = createSheet(1000, 1400, '#fbf6ea');
  sheet.text('Canteen Eastmere', 500, 130, { size: 60, family: 'Serif', weight: 700, align: 'center' });
  sheet.text('Lunch this week', 500, 200, { size: 34, family: 'Serif', align: 'center' });
  const dishes = [
    'Leek soup with croutons',
    'Potato gratin',
    'Trout, dill, new potatoes',
    'Mushroom risotto',
    'Plum cake',
    'Bean stew',
    'Apple salad',
  ];
  for (const [i, day] of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'].entries()) {
    sheet.text(day, 120, 320 + i * 190, { size: 36, family: 'Serif', weight: 700 });
    for (let k = 0; k < 2; k++) {
      const y = 372 + i * 190 + k * 50;
      sheet.text(random.pick(dishes), 160, y, { size: 30, family: 'Serif' });
      sheet.text(`${random.int(4, 9)}.${random.int(1, 9)}0`, 880, y, {
        size: 30,
        family: 'Serif',
        align: 'right',
      });
    }
  }
  return sheet.canvas;
}

export function receipt(random: Random): Canvas {
  const sheet = createSheet(620, 1300, '#fdfdfb');
  const style = { size: 24, family: 'Typewriter' } as const;
  sheet.text('EASTMERE HARDWARE', 310, 80, { ...style, weight: 700, size: 30, align: 'center' });
  sheet.text('Quay Street 4', 310, 120, { ...style, align: 'center' });
  for (let i = 0; i < 16; i++) {
    const y = 200 + i * 46;
    sheet.text(
      random.pick(['Nails 40mm', 'Rope 6m', 'Paint white', 'Brush No 8', 'Lamp E27', 'Gloves L']),
      50,
      y,
      style,
    );
    sheet.text(`${random.int(1, 40)}.${random.int(10, 99)}`, 570, y, { ...style, align: 'right' });
  }
  sheet.text(`TOTAL   ${random.int(90, 400)}.50`, 570, 1010, {
    ...style,
    weight: 700,
    size: 32,
    align: 'right',
  });
  sheet.text('Thank you for your visit', 310, 1120, { ...style, align: 'center' });
  return sheet.canvas;
}

export function chat(random: Random): Canvas {
  const sheet = createSheet(1080, 1920, '#ece5dd');
  sheet.box(0, 0, 1080, 150, { fill: '#37474f' });
  sheet.text('Garden crew', 60, 100, { size: 46, family: 'Sans', weight: 700, colour: '#ffffff' });
  let y = 200;
  while (y < 1700) {
    const own = random.chance(0.5);
    const x = own ? 240 : 40;
    sheet.box(x, y, 800, 170, { fill: own ? '#dcf8c6' : '#ffffff' });
    sheet.paragraph(
      sentence(random, 'en'),
      { x: x + 30, y: y + 66, width: 740 },
      { size: 34, family: 'Sans' },
      1.35,
    );
    sheet.text(`${random.int(8, 19)}:${random.int(10, 59)}`, x + 780, y + 155, {
      size: 22,
      family: 'Sans',
      colour: '#888888',
      align: 'right',
    });
    y += 200;
  }
  return sheet.canvas;
}

export function slide(random: Random): Canvas {
  const sheet = createSheet(1600, 900, '#ffffff');
  sheet.box(0, 0, 1600, 130, { fill: '#27566b' });
  sheet.text(title(random, 'en'), 80, 88, { size: 54, family: 'Sans', weight: 700, colour: '#ffffff' });
  for (let i = 0; i < 5; i++)
    sheet.text(`•  ${sentence(random, 'en')}`, 100, 250 + i * 110, { size: 36, family: 'Sans' });
  sheet.text('Eastmere Library, quarterly review', 80, 860, { size: 22, family: 'Sans', colour: '#777777' });
  return sheet.canvas;
}

function letter(random: Random, language: Language): Canvas {
  const sheet = createSheet(1240, 1754);
  const family = language === 'zh' ? 'Han' : 'Serif';
  sheet.text(title(random, language), 140, 220, { size: 34, family, weight: 700 });
  let y = 340;
  for (let i = 0; i < 6; i++)
    y = sheet.paragraph(paragraph(random, language, 4), { x: 140, y, width: 960 }, { size: 27, family }) + 24;
  return sheet.canvas;
}

function code(random: Random): Canvas {
  const sheet = createSheet(1400, 900, '#1e1e26');
  const lines = [
    'const client_secret = env("CLIENT_SECRET");',
    'if (!token) throw new Error("no token");',
    'export function mask(secret: string) {',
    '  return secret.slice(0, 2) + "***";',
    '}',
    'await queue.push({ id, attempts: 3 });',
    '// secretary picks the next meeting',
  ];
  for (let i = 0; i < 22; i++) {
    sheet.text(String(i + 1), 50, 60 + i * 37, {
      size: 21,
      family: 'Typewriter',
      colour: '#666677',
      align: 'right',
    });
    sheet.text(random.pick(lines), 80, 60 + i * 37, {
      size: 22,
      family: 'Typewriter',
      colour: random.pick(['#d4d4d4', '#9cdcfe', '#ce9178']),
    });
  }
  return sheet.canvas;
}

function form(random: Random): Canvas {
  const sheet = createSheet(1240, 1754);
  sheet.text('Membership form', 620, 140, { size: 48, family: 'Sans', weight: 700, align: 'center' });
  for (let i = 0; i < 16; i++) {
    const y = 240 + i * 84;
    sheet.text(random.pick(['Name', 'Street', 'Town', 'Telephone', 'Date of birth', 'Plot number']), 140, y, {
      size: 26,
      family: 'Sans',
    });
    sheet.box(480, y - 40, 620, 56, { stroke: '#555555' });
  }
  return sheet.canvas;
}

function dense(random: Random): Canvas {
  const sheet = createSheet(2480, 3508);
  let y = 260;
  while (y < 3250)
    y =
      sheet.paragraph(
        paragraph(random, 'en', 6),
        { x: 240, y, width: 2000 },
        { size: 36, family: 'Serif' },
        1.35,
      ) + 24;
  return sheet.canvas;
}

function meme(random: Random): Canvas {
  const sheet = createSheet(900, 900, `hsl(${random.int(0, 360)}, 45%, 55%)`);
  for (let i = 0; i < 40; i++)
    sheet.box(random.int(0, 880), random.int(200, 700), random.int(20, 200), random.int(20, 160), {
      fill: `hsl(${random.int(0, 360)}, 50%, 50%)`,
    });
  sheet.text('WHEN THE TULIPS', 450, 130, {
    size: 84,
    family: 'Sans',
    weight: 700,
    colour: '#ffffff',
    align: 'center',
  });
  sheet.text('ARRIVE ON A FRIDAY', 450, 850, {
    size: 76,
    family: 'Sans',
    weight: 700,
    colour: '#ffffff',
    align: 'center',
  });
  return sheet.canvas;
}

function timetable(random: Random): Canvas {
  const sheet = createSheet(1600, 1100);
  sheet.text('Ferry timetable', 800, 90, { size: 50, family: 'Sans', weight: 700, align: 'center' });
  for (let r = 0; r < 14; r++) {
    for (let c = 0; c < 8; c++) {
      sheet.box(80 + c * 180, 140 + r * 64, 180, 64, { stroke: '#999999', line: 1 });
      sheet.text(
        `${String(random.int(5, 22)).padStart(2, '0')}:${random.int(10, 59)}`,
        170 + c * 180,
        182 + r * 64,
        { size: 26, family: 'Sans', align: 'center' },
      );
    }
  }
  return sheet.canvas;
}

/** Words that are marks elsewhere. Not a marking here; whether it becomes a finding is the matcher's business. */
function poster(random: Random): Canvas {
  const sheet = createSheet(1000, 1400, '#7c1f2b');
  sheet.text('Winter party', 500, 260, {
    size: 110,
    family: 'Serif',
    weight: 700,
    colour: '#fff4dc',
    align: 'center',
  });
  sheet.text('Bring a small gift', 500, 420, {
    size: 54,
    family: 'Serif',
    colour: '#fff4dc',
    align: 'center',
  });
  sheet.text(`Canteen, ${random.int(5, 8)} pm`, 500, 620, {
    size: 60,
    family: 'Serif',
    colour: '#fff4dc',
    align: 'center',
  });
  return sheet.canvas;
}
