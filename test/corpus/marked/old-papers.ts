import { createCanvas } from '@napi-rs/canvas';
import type { MarkedKind, MarkedPage } from '../kinds.ts';
import { paragraph } from '../prose.ts';
import type { Random } from '../random.ts';
import { createSheet, type Sheet } from '../sheet.ts';
import { type Mark, markOf, westernMark } from './marks.ts';
import { A4, body, done, unportioned } from './page.ts';

/** Typewriters and rubber stamps. */
export const oldPaperKinds: readonly MarkedKind[] = [
  { name: 'typescript', draw: typescript },
  { name: 'half-struck-stamp', draw: halfStruck },
  { name: 'stamp-over-text', draw: stampOverText },
];

/** Letters out of line and of uneven ink, the mark typed above and below, as before word processors. */
function typescript(random: Random): MarkedPage {
  const mark = markOf(random, 'en', ({ portion }) => portion === null || !portion.includes('CUI'));
  const sheet = createSheet(A4.width, A4.height, '#f2ecdb');
  const size = 25;
  const typed = (text: string, x: number, y: number) => {
    let at = x;
    for (const letter of text) {
      const colour = `rgba(30,28,40,${random.between(0.62, 0.95)})`;
      sheet.text(letter, at, y + random.between(-1.6, 1.6), { size, family: 'WornTypewriter', colour });
      at += size * 0.6;
    }
  };
  const centred = (text: string, y: number) => typed(text, 620 - (text.length * size * 0.6) / 2, y);
  const banner = mark.banner.replaceAll('//', random.pick(['//', ' ', '//']));
  centred(banner, 110);
  typed('MEMORANDUM FOR THE HARBOUR BOARD', 130, 220);
  let y = 310;
  while (y < 1540) {
    for (const row of rowsOf(`     ${paragraph(random, 'en', 3)}`, 64)) {
      typed(row, 130, y);
      y += 42;
    }
    y += 18;
  }
  centred(banner, 1690);
  return done(sheet, mark);
}

/** A stamp whose pad was dry in places: pieces of letters and frame are missing. */
function halfStruck(random: Random): MarkedPage {
  const mark = unportioned(westernMark(random));
  const sheet = createSheet(A4.width, A4.height, '#f6f1e4');
  body(sheet, random, mark, { x: 120, y: 330, width: 1000, until: 1600, size: 24, family: 'WornTypewriter' });
  stamp(sheet, random, mark, { x: random.int(480, 800), y: random.int(120, 210), gaps: 0.16 });
  return done(sheet, mark);
}

/** The stamp came down on the writing, as stamps do. */
function stampOverText(random: Random): MarkedPage {
  const mark = unportioned(westernMark(random));
  const sheet = createSheet(A4.width, A4.height, '#fbfaf6');
  body(sheet, random, mark, { x: 120, y: 160, width: 1000, until: 1640, size: 23, family: 'Typewriter' });
  stamp(sheet, random, mark, { x: random.int(420, 820), y: random.int(260, 1400), gaps: 0.03 });
  return done(sheet, mark);
}

function stamp(sheet: Sheet, random: Random, mark: Mark, how: { x: number; y: number; gaps: number }): void {
  const size = Math.min(64, 980 / mark.banner.length);
  const width = Math.round(mark.banner.length * size * 0.74 + 60);
  const height = Math.round(size * 2);
  const colour = random.pick(['#b01c2a', '#2c3f9c', '#1d1d22', '#b01c2a']);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.strokeStyle = colour;
  context.lineWidth = 5;
  context.strokeRect(6, 6, width - 12, height - 12);
  context.font = `700 ${size}px "Sans latin", "Sans latin-ext", "Han chinese-simplified"`;
  context.fillStyle = colour;
  context.textAlign = 'center';
  context.fillText(mark.banner, width / 2, height / 2 + size * 0.36);
  context.globalCompositeOperation = 'destination-out';
  for (let blot = 0; blot < (width * height * how.gaps) / 60; blot++) {
    context.globalAlpha = random.between(0.4, 1);
    const r = random.between(1, 5);
    context.beginPath();
    context.ellipse(random.between(0, width), random.between(0, height), r * 1.6, r, 0, 0, 2 * Math.PI);
    context.fill();
  }
  sheet.context.save();
  sheet.context.globalAlpha = random.between(0.72, 0.95);
  sheet.context.translate(how.x, how.y);
  sheet.context.rotate(random.between(-0.3, 0.3));
  sheet.context.drawImage(canvas, -width / 2, -height / 2);
  sheet.context.restore();
}

function rowsOf(text: string, letters: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(' ')) {
    if (row.length + word.length + 1 > letters) {
      rows.push(row);
      row = '';
    }
    row += row === '' ? word : ` ${word}`;
  }
  return [...rows, row];
}
