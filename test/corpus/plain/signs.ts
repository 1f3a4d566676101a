import type { Canvas } from '@napi-rs/canvas';
import type { PlainKind } from '../kinds.ts';
import type { Random } from '../random.ts';
import { createSheet } from '../sheet.ts';
import { foliageBackground } from './sign-background.ts';

/** Large words in pictures, some of them words that are marks elsewhere. */
export const signKinds: readonly PlainKind[] = [
  { name: 'street-sign', sort: 'photo', draw: streetSign },
  { name: 'restricted-area-sign', sort: 'photo', draw: areaSign },
  { name: 'badge', sort: 'photo', draw: badge },
  { name: 'shop-front', sort: 'photo', draw: shopFront },
  { name: 'concert-ticket', sort: 'paper', draw: ticket },
  { name: 'film-poster', sort: 'meme', draw: filmPoster },
  { name: 'meme-with-secret', sort: 'meme', draw: secretMeme },
  { name: 'parcel-label', sort: 'photo', draw: parcel },
  { name: 'shopping-list', sort: 'photo', draw: shoppingList },
];

function streetSign(random: Random): Canvas {
  const sheet = foliageBackground(random, 1200, 1500);
  sheet.box(580, 500, 40, 1000, { fill: '#777c80' });
  const names = [
    'Harbour Lane',
    'Old Quay',
    'Lighthouse Road',
    'Tulip Street',
    'Hafenstraße',
    'Rue du Phare',
  ];
  sheet.box(210, 320, 780, 190, { fill: '#14407a', stroke: '#ffffff', line: 10 });
  sheet.text(random.pick(names), 600, 445, {
    size: 88,
    family: 'Sans',
    weight: 700,
    colour: '#ffffff',
    align: 'center',
  });
  return sheet.canvas;
}

/** A sign at a fence: no document. */
function areaSign(random: Random): Canvas {
  const sheet = foliageBackground(random, 1200, 1200);
  sheet.box(220, 240, 760, 660, { fill: '#f4f4f0', stroke: '#b01824', line: 16 });
  sheet.box(220, 240, 760, 170, { fill: '#b01824' });
  const style = { family: 'Sans', weight: 700, align: 'center' } as const;
  sheet.text(random.pick(['WARNING', 'DANGER', 'NOTICE']), 600, 360, {
    ...style,
    size: 96,
    colour: '#ffffff',
  });
  sheet.text('RESTRICTED AREA', 600, 540, { ...style, size: 76 });
  sheet.text('AUTHORIZED PERSONNEL ONLY', 600, 640, { ...style, size: 44 });
  sheet.text('No trespassing. Photography prohibited.', 600, 740, { ...style, weight: 400, size: 36 });
  return sheet.canvas;
}

function badge(random: Random): Canvas {
  const sheet = createSheet(900, 1300, '#c9ccd1');
  sheet.box(180, 160, 540, 900, { fill: '#ffffff', stroke: '#444444', line: 4 });
  sheet.box(180, 160, 540, 150, { fill: random.pick(['#13487c', '#7a1f2b', '#25613f']) });
  sheet.text('EASTMERE WORKS', 450, 255, {
    size: 48,
    family: 'Sans',
    weight: 700,
    colour: '#ffffff',
    align: 'center',
  });
  sheet.box(300, 370, 300, 340, { fill: '#d7c9b8' });
  sheet.text('VISITOR', 450, 820, { size: 84, family: 'Sans', weight: 700, align: 'center' });
  sheet.text('RESTRICTED AREA ACCESS', 450, 900, {
    size: 34,
    family: 'Sans',
    weight: 700,
    colour: '#b01824',
    align: 'center',
  });
  sheet.text(`Escort required  No. ${random.int(100, 999)}`, 450, 970, {
    size: 28,
    family: 'Sans',
    align: 'center',
  });
  return sheet.canvas;
}

function shopFront(random: Random): Canvas {
  const sheet = createSheet(1500, 1100, '#a79c8c');
  sheet.box(100, 160, 1300, 190, { fill: '#2c3b34' });
  const name = random.pick([
    'THE SECRET GARDEN CAFÉ',
    "VICTORIA'S SECRETS VINTAGE",
    'TOP SECRET ESCAPE ROOMS',
    'LE PETIT SECRET',
  ]);
  sheet.text(name, 750, 285, { size: 76, family: 'Serif', weight: 700, colour: '#f0e3c0', align: 'center' });
  for (let i = 0; i < 3; i++)
    sheet.box(140 + i * 440, 420, 360, 520, { fill: '#3d5664', stroke: '#e6dfd0', line: 14 });
  sheet.text('Open daily 9 – 18', 320, 700, { size: 38, family: 'Hand', colour: '#ffffff', align: 'center' });
  return sheet.canvas;
}

function ticket(random: Random): Canvas {
  const sheet = createSheet(1400, 620, '#f3ead6');
  sheet.box(30, 30, 1340, 560, { stroke: '#8a2a3a', line: 6 });
  sheet.text('EASTMERE CONCERT HALL', 80, 130, { size: 48, family: 'Sans', weight: 700 });
  sheet.text('An Evening of Harbour Songs', 80, 220, { size: 44, family: 'Serif' });
  sheet.text(
    `Row ${random.int(1, 30)}   Seat ${random.int(1, 40)}   Door ${random.pick(['A', 'B', 'C'])}`,
    80,
    330,
    { size: 40, family: 'Typewriter' },
  );
  sheet.text(`Admission ${random.int(12, 60)}.00   NON-TRANSFERABLE`, 80, 420, {
    size: 34,
    family: 'Typewriter',
  });
  sheet.text(`No. ${random.int(100000, 999999)}`, 1320, 540, {
    size: 30,
    family: 'Typewriter',
    align: 'right',
  });
  return sheet.canvas;
}

function filmPoster(random: Random): Canvas {
  const sheet = createSheet(1000, 1500, '#101418');
  for (let i = 0; i < 60; i++)
    sheet.box(random.int(0, 1000), random.int(0, 1000), random.int(4, 160), random.int(4, 300), {
      fill: `hsla(${random.int(180, 260)}, 40%, ${random.int(10, 40)}%, 0.5)`,
    });
  sheet.text(
    random.pick(['THE TULIP SECRET', 'CLASSIFIED LOVE', 'TOP SECRET!', 'A CONFIDENTIAL AFFAIR']),
    500,
    1120,
    { size: 92, family: 'Serif', weight: 700, colour: '#f4e7c0', align: 'center' },
  );
  sheet.text('FROM THE DIRECTOR OF HARBOUR LIGHTS', 500, 1210, {
    size: 34,
    family: 'Sans',
    colour: '#cccccc',
    align: 'center',
    spacing: 4,
  });
  sheet.text('IN CINEMAS THIS FRIDAY    RATED 12', 500, 1330, {
    size: 40,
    family: 'Sans',
    weight: 700,
    colour: '#ffffff',
    align: 'center',
  });
  return sheet.canvas;
}

function secretMeme(random: Random): Canvas {
  const sheet = foliageBackground(random, 1000, 1000);
  const [top, bottom] = random.pick([
    ['WHEN YOUR SECRET SANTA', 'IS ALSO YOUR BOSS'],
    ['MY RECIPE IS TOP SECRET', 'IT IS JUST BUTTER'],
    ['THAT IS CONFIDENTIAL', 'SAID THE CAT'],
  ] as const);
  const style = { size: 70, family: 'Sans', weight: 700, colour: '#ffffff', align: 'center' } as const;
  sheet.text(top, 500, 120, style);
  sheet.text(bottom, 500, 950, style);
  return sheet.canvas;
}

function parcel(random: Random): Canvas {
  const sheet = createSheet(1300, 1000, '#b58a5a');
  sheet.box(250, 180, 800, 620, { fill: '#fdfdfb' });
  sheet.text('FROM: Eastmere Hardware', 290, 250, { size: 30, family: 'Sans' });
  sheet.text('TO: Gullstrand Lighthouse', 290, 310, { size: 44, family: 'Sans', weight: 700 });
  sheet.text('Quay Street 4, Northpool', 290, 370, { size: 34, family: 'Sans' });
  for (let x = 300; x < 980; ) {
    const width = random.int(2, 9);
    sheet.box(x, 440, width, 180, { fill: '#111111' });
    x += width + random.int(3, 9);
  }
  sheet.text(`${random.int(1000, 9999)} ${random.int(1000, 9999)} ${random.int(1000, 9999)}`, 640, 670, {
    size: 32,
    family: 'Typewriter',
    align: 'center',
  });
  sheet.text('取扱注意 ワレモノ FRAGILE', 640, 750, {
    size: 40,
    family: 'Kana',
    colour: '#b01824',
    align: 'center',
  });
  return sheet.canvas;
}

function shoppingList(random: Random): Canvas {
  const sheet = createSheet(900, 1200, '#fbf7d8');
  for (let i = 0; i < 11; i++) {
    sheet.rule(60, 190 + i * 90, 780, 2, '#b9cfe0');
    const item = random.pick([
      'milk',
      'two lemons',
      'bread',
      'tea',
      'rope 6 m',
      'stamps',
      'butter',
      'call the harbour office',
    ]);
    sheet.text(item, 100 + random.int(0, 30), 175 + i * 90, { size: 54, family: 'Hand', colour: '#24327a' });
  }
  return sheet.canvas;
}
