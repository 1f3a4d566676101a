import type { Canvas } from '@napi-rs/canvas';
import type { Family } from '../fonts.ts';
import type { PlainKind } from '../kinds.ts';
import { type Language, paragraph, sentence, title } from '../prose.ts';
import type { Random } from '../random.ts';
import { createSheet, type Sheet } from '../sheet.ts';

/** Printed pages without a mark; half of them speak of secrets, levels or confidence in running words. */
export const printKinds: readonly PlainKind[] = [
  { name: 'book-page', sort: 'paper', draw: bookPage },
  { name: 'newspaper', sort: 'paper', draw: newspaper },
  { name: 'exam-zh', sort: 'paper', draw: examPaper },
  { name: 'menu-secret-sauce', sort: 'paper', draw: secretSauce },
  { name: 'policy-prose', sort: 'paper', draw: policy },
  { name: 'blank-template', sort: 'paper', draw: blankTemplate },
  { name: 'table-of-figures', sort: 'paper', draw: figures },
  { name: 'invoice', sort: 'paper', draw: invoice },
  { name: 'leaflet-map', sort: 'paper', draw: leafletMap },
  { name: 'letter-ru', sort: 'paper', draw: (random) => letter(random, 'ru', 'Paratype') },
  { name: 'letter-ja', sort: 'paper', draw: (random) => letter(random, 'ja', 'Kana') },
  { name: 'letter-ko', sort: 'paper', draw: (random) => letter(random, 'ko', 'Hangul') },
  { name: 'dense-small-type', sort: 'paper', draw: denseSmallType },
];

function paragraphs(
  sheet: Sheet,
  random: Random,
  texts: readonly string[],
  area: {
    x: number;
    y: number;
    width: number;
    until: number;
    size: number;
    family: Family;
    language: Language;
  },
): void {
  const { x, width, size, family } = area;
  for (let i = 0, y = area.y; y < area.until; i++) {
    const special = texts[i] ?? '';
    const text = `${special} ${paragraph(random, area.language, random.int(2, 4))}`.trim();
    y = sheet.paragraph(text, { x, y, width }, { size, family }) + size * 0.7;
  }
}

function bookPage(random: Random): Canvas {
  const sheet = createSheet(1000, 1500, '#f8f3e4');
  sheet.text('THE LIGHTHOUSE KEEPER', 500, 90, { size: 22, family: 'Serif', align: 'center', spacing: 3 });
  const said = [
    'She kept the secret for years, and told nobody but the gulls.',
    '“It is strictly confidential,” he said, and laughed.',
    'The letter had been marked secret, or so the postman claimed.',
  ];
  paragraphs(sheet, random, [random.pick(said)], {
    x: 110,
    y: 180,
    width: 780,
    until: 1330,
    size: 27,
    family: 'Serif',
    language: 'en',
  });
  sheet.text(String(random.int(10, 300)), 500, 1440, { size: 24, family: 'Serif', align: 'center' });
  return sheet.canvas;
}

function newspaper(random: Random): Canvas {
  const sheet = createSheet(1500, 2000, '#efeadc');
  sheet.text('The Eastmere Courier', 750, 130, { size: 100, family: 'Serif', weight: 700, align: 'center' });
  sheet.rule(60, 165, 1380, 4);
  const headline = random.pick([
    'Secret talks on the harbour toll',
    'Restricted parking angers shops',
    'Council keeps plan confidential',
    'Tulip thieves baffle police',
  ]);
  sheet.text(headline, 750, 270, { size: 70, family: 'Serif', weight: 700, align: 'center' });
  const said = [
    'Papers that were classified secret, officials said on Tuesday, were found in a cupboard.',
    'A spokesman called the report confidential.',
  ];
  for (let column = 0; column < 3; column++)
    paragraphs(sheet, random, column === 0 ? said : [], {
      x: 60 + column * 465,
      y: 350,
      width: 435,
      until: 1850,
      size: 22,
      family: 'Serif',
      language: 'en',
    });
  return sheet.canvas;
}

/** The mark of national examinations on a paper from a past year, as it lies all over the public web. */
function examPaper(random: Random): Canvas {
  const sheet = createSheet(1240, 1754);
  sheet.text('绝密★启用前', 110, 110, { size: 30, family: 'Han', weight: 700 });
  sheet.text(`20${random.int(12, 23)}年普通高等学校招生全国统一考试`, 620, 210, {
    size: 38,
    family: 'Song',
    weight: 700,
    align: 'center',
  });
  sheet.text(random.pick(['语文试题', '数学试卷', '英语试题']), 620, 280, {
    size: 46,
    family: 'Song',
    weight: 700,
    align: 'center',
  });
  sheet.text('考生注意：答卷前，考生务必将自己的姓名、准考证号填写在答题卡上。', 120, 360, {
    size: 24,
    family: 'Song',
  });
  for (let i = 0; i < 10; i++) {
    const y = 450 + i * 115;
    sheet.text(`${i + 1}．${sentence(random, 'zh')}`, 120, y, { size: 26, family: 'Song' });
    sheet.text(
      `A．${random.int(1, 90)}　　B．${random.int(1, 90)}　　C．${random.int(1, 90)}　　D．${random.int(1, 90)}`,
      170,
      y + 48,
      { size: 26, family: 'Song' },
    );
  }
  return sheet.canvas;
}

function secretSauce(random: Random): Canvas {
  const sheet = createSheet(1000, 1400, '#fff7e6');
  sheet.text('BURGER QUAY', 500, 150, {
    size: 86,
    family: 'Sans',
    weight: 700,
    colour: '#b3202a',
    align: 'center',
  });
  const dishes = [
    'Burger with secret sauce',
    'TOP SECRET FRIES',
    'Captain’s confidential curry',
    'Leek soup',
    'Chef’s secret dessert',
    'RESERVADO ROSÉ, glass',
    'Plum cake',
  ];
  for (const [i, dish] of dishes.entries()) {
    sheet.text(dish, 110, 320 + i * 130, { size: 40, family: 'Serif' });
    sheet.text(`${random.int(4, 19)}.${random.int(10, 99)}`, 890, 320 + i * 130, {
      size: 40,
      family: 'Serif',
      align: 'right',
    });
  }
  return sheet.canvas;
}

/** A company's rules about its labels: level words in sentences. */
function policy(random: Random): Canvas {
  const sheet = createSheet(1240, 1754);
  sheet.text('How we handle information', 120, 160, { size: 46, family: 'Humanist', weight: 700 });
  const said = [
    'Staff keep confidential matters to themselves and ask before they share a restricted file.',
    'Whether a paper is public, internal, confidential or strictly confidential is decided by its owner.',
    'Applicants with a secret clearance are told so in writing by the personnel office.',
    'The company secretary answers questions about secretarial work.',
  ];
  paragraphs(sheet, random, said, {
    x: 120,
    y: 260,
    width: 1000,
    until: 1600,
    size: 26,
    family: 'Humanist',
    language: 'en',
  });
  return sheet.canvas;
}

/** A form nobody has filled in: it lists the levels to choose from. */
function blankTemplate(random: Random): Canvas {
  const sheet = createSheet(1240, 1754);
  sheet.text('Report template', 120, 140, { size: 44, family: 'Humanist', weight: 700 });
  sheet.text('Classification:   [  ] Public   [  ] Internal   [  ] Confidential   [  ] Secret', 120, 220, {
    size: 26,
    family: 'Humanist',
  });
  for (let i = 0; i < 14; i++) {
    sheet.text(
      random.pick(['Author', 'Title', 'Date', 'Summary', 'Annex', 'Reviewed by']),
      120,
      320 + i * 92,
      { size: 26, family: 'Humanist' },
    );
    sheet.rule(360, 326 + i * 92, 760, 2, '#888888');
  }
  sheet.text('[Insert classification here]', 620, 1690, {
    size: 24,
    family: 'Humanist',
    colour: '#888888',
    align: 'center',
  });
  return sheet.canvas;
}

function figures(random: Random): Canvas {
  const sheet = createSheet(1600, 1700);
  sheet.text('Tide heights, metres', 800, 90, { size: 40, family: 'Humanist', weight: 700, align: 'center' });
  for (let row = 0; row < 42; row++)
    for (let column = 0; column < 12; column++)
      sheet.text(`${random.int(0, 9)}.${random.int(10, 99)}`, 150 + column * 120, 160 + row * 36, {
        size: 22,
        family: 'Humanist',
        align: 'right',
      });
  return sheet.canvas;
}

function invoice(random: Random): Canvas {
  const sheet = createSheet(1240, 1754);
  sheet.text('RECHNUNG', 120, 160, { size: 54, family: 'Humanist', weight: 700 });
  sheet.text(`Nr. ${random.int(10000, 99999)}   Hafenbedarf Ostmeer GmbH`, 120, 220, {
    size: 26,
    family: 'Humanist',
  });
  for (let i = 0; i < 14; i++) {
    sheet.text(`${random.int(1, 20)} × ${title(random, 'de')}`, 120, 360 + i * 64, {
      size: 26,
      family: 'Humanist',
    });
    sheet.text(`${random.int(3, 900)},${random.int(10, 99)} €`, 1120, 360 + i * 64, {
      size: 26,
      family: 'Humanist',
      align: 'right',
    });
  }
  sheet.text('Bitte behandeln Sie unsere Preise vertraulich.', 120, 1420, { size: 24, family: 'Humanist' });
  return sheet.canvas;
}

function leafletMap(random: Random): Canvas {
  const sheet = createSheet(1600, 1200, '#e7efe0');
  for (let i = 0; i < 26; i++) {
    sheet.context.strokeStyle = random.pick(['#c9a15a', '#ffffff', '#88a8c8']);
    sheet.context.lineWidth = random.int(3, 14);
    sheet.context.beginPath();
    sheet.context.moveTo(random.int(0, 1600), random.int(0, 1200));
    sheet.context.bezierCurveTo(
      random.int(0, 1600),
      random.int(0, 1200),
      random.int(0, 1600),
      random.int(0, 1200),
      random.int(0, 1600),
      random.int(0, 1200),
    );
    sheet.context.stroke();
  }
  const names = [
    'Library',
    'Ferry',
    'Restricted zone',
    'Tulip garden',
    'Old quay',
    'Market',
    'Secret beach',
    'Car park P2',
  ];
  for (let i = 0; i < 18; i++)
    sheet.text(random.pick(names), random.int(60, 1400), random.int(80, 1150), {
      size: random.int(20, 34),
      family: 'Humanist',
    });
  return sheet.canvas;
}

function letter(random: Random, language: Language, family: Family): Canvas {
  const sheet = createSheet(1240, 1754);
  sheet.text(title(random, language), 140, 220, { size: 36, family, weight: 700 });
  paragraphs(sheet, random, [], { x: 140, y: 320, width: 960, until: 1500, size: 27, family, language });
  return sheet.canvas;
}

function denseSmallType(random: Random): Canvas {
  const sheet = createSheet(2200, 1600);
  for (let column = 0; column < 4; column++)
    paragraphs(sheet, random, [], {
      x: 60 + column * 530,
      y: 90,
      width: 490,
      until: 1520,
      size: 17,
      family: 'Humanist',
      language: random.pick(['en', 'de', 'fr', 'pl'] as const),
    });
  return sheet.canvas;
}
