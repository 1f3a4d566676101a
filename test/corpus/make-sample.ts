import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Canvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import { registerFonts } from './fonts.ts';
import { FICTIONAL } from './kinds.ts';
import { applyLook, type Look } from './looks/looks.ts';
import { pageWith } from './marked/fixed-pages.ts';
import { type PdfLine, textPdf } from './pdf.ts';
import { chat, menu, receipt, slide } from './plain/papers.ts';
import { flowers, landscape } from './plain/pictures.ts';
import { paragraph } from './prose.ts';
import { createRandom, seedOf } from './random.ts';

/** Draws the demo's files into `sample/files`. Run: `npx tsx test/corpus/make-sample.ts`. Same bytes on every machine with the same packages. */
const SEED = 2031;
const random = (name: string) => createRandom(seedOf(SEED, name));

const FILES: Readonly<Record<string, () => Promise<Buffer>>> = {
  'harbour-view.jpg': () => asJpeg(landscape(random('landscape')), 72),
  'flower-bed.jpg': () => asJpeg(flowers(random('flowers')), 60),
  'lunch-menu.jpg': () => asJpeg(menu(random('menu')), 65),
  'chat-screenshot.png': () => asPng(chat(random('chat'))),
  'receipt.jpg': () => look('receipt', receipt(random('receipt')), 'photo'),
  'review-slide.png': () => asPng(slide(random('slide'))),
  'memo-screenshot.png': () =>
    asPng(
      pageWith(
        'memo',
        {
          banner: 'SECRET//NOFORN',
          portion: '(S//NF)',
          level: 'SECRET',
          language: 'en',
          regimes: ['us'],
          rank: 3,
          script: 'latin',
        },
        random('memo'),
      ),
    ),
  'exercise-note.jpg': () =>
    forwarded(
      pageWith(
        'red-banner',
        {
          banner: 'NATO RESTRICTED',
          portion: null,
          level: 'RESTRICTED',
          language: 'en',
          regimes: ['nato'],
          rank: 1,
          script: 'latin',
        },
        random('nato'),
      ),
    ),
  'desk-photo.jpg': () =>
    look(
      'desk',
      pageWith(
        'report',
        {
          banner: 'TOP SECRET//SI//NOFORN',
          portion: '(TS//SI//NF)',
          level: 'TOP SECRET',
          language: 'en',
          regimes: ['us'],
          rank: 4,
          script: 'latin',
        },
        random('desk'),
      ),
      'photo',
    ),
  'document-photo-zh.jpg': () =>
    look(
      'zh-photo',
      pageWith(
        'red-head',
        {
          banner: '机密★10年',
          portion: null,
          level: '机密',
          language: 'zh',
          regimes: ['cn'],
          rank: 3,
          script: 'han',
        },
        random('zh-photo'),
      ),
      'photo',
    ),
  'notice-zh.jpg': () =>
    forwarded(
      pageWith(
        'zh-notice',
        {
          banner: '秘密★',
          portion: null,
          level: '秘密',
          language: 'zh',
          regimes: ['cn'],
          rank: 2,
          script: 'han',
        },
        random('zh-chat'),
      ),
    ),
  'dienstplan.jpg': () =>
    forwarded(
      pageWith(
        'boxed',
        {
          banner: 'VS – NUR FÜR DEN DIENSTGEBRAUCH',
          portion: null,
          level: 'DIENSTGEBRAUCH',
          language: 'de',
          regimes: ['de'],
          rank: 1,
          script: 'latin',
        },
        random('vs'),
      ),
    ),
  'assessment.pdf': () =>
    Promise.resolve(pdf('assessment', 'CONFIDENTIAL//REL TO USA, GBR', '(C//REL TO USA, GBR) ')),
  'garden-rules.pdf': () => Promise.resolve(pdf('garden', 'Garden rules of Eastmere', '')),
  'tulip-ledger.pdf': () => Promise.resolve(pdf('ledger', 'Tulip ledger, second edition', '')),
  'broken-upload.png': async () => {
    const whole = await asPng(slide(random('broken')));
    return whole.subarray(0, Math.round(whole.length * 0.4));
  },
};

registerFonts();
const folder = fileURLToPath(new URL('../../sample/files/', import.meta.url));
await mkdir(folder, { recursive: true });
let total = 0;
for (const [name, make] of Object.entries(FILES)) {
  const bytes = await make();
  total += bytes.length;
  await writeFile(folder + name, bytes);
  console.log(`${name.padEnd(26)} ${String(Math.round(bytes.length / 1024)).padStart(5)} KiB`);
}
console.log(`${Math.round(total / 1024)} KiB in all`);

/** Palette PNG, as screenshots of flat colours are. */
function asPng(page: Canvas): Promise<Buffer> {
  return sharp(page.toBuffer('image/png')).png({ palette: true, effort: 8 }).toBuffer();
}

function asJpeg(page: Canvas, quality: number): Promise<Buffer> {
  return sharp(page.toBuffer('image/png')).jpeg({ quality }).toBuffer();
}

/** As a messenger sends it on: 1080 px wide, quality 60. */
function forwarded(page: Canvas): Promise<Buffer> {
  return sharp(page.toBuffer('image/png')).resize({ width: 1080 }).jpeg({ quality: 60 }).toBuffer();
}

function look(name: string, page: Canvas, how: Look): Promise<Buffer> {
  return applyLook(page, how, random(`look-${name}`));
}

function pdf(name: string, heading: string, portion: string): Buffer {
  const chance = random(name);
  const pages = Array.from({ length: 2 }, (_, page): PdfLine[] => {
    const lines: PdfLine[] = [
      { text: heading, x: 200, y: 805, size: 13 },
      { text: heading, x: 200, y: 30, size: 13 },
      { text: `${FICTIONAL}, page ${page + 1} of 2`, x: 420, y: 15, size: 7 },
    ];
    for (let row = 0, y = 740; row < 26; row++, y -= 26) {
      const start = row % 4 === 0 ? portion : '';
      lines.push({ text: `${start}${paragraph(chance, 'en', 1)}`, x: 60, y, size: 11 });
    }
    return lines;
  });
  return textPdf(pages);
}
