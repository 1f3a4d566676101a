import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createCanvas } from '@napi-rs/canvas';
import { SCRIPTS, type Script } from '../../services/inspect/read/scripts/scripts.ts';
import { familiesOf } from './fonts.ts';

/** Writes `sample/scripts/<script>.{png,txt}`, the lines that `spillway models test` reads: `npx tsx test/scripts/make-samples.ts`. */
const LINES: Readonly<Record<Script, string>> = {
  latin: 'Minutes of the garden committee',
  han: '园艺委员会会议纪要',
  kana: '庭園委員会の議事録です',
  hangul: '정원 위원회 회의록',
  cyrillic: 'Протокол заседания комиссии',
  greek: 'Πρακτικά της επιτροπής κήπου',
  arabic: 'محضر اجتماع لجنة الحديقة',
  hebrew: 'פרוטוקול ועדת הגינה',
  devanagari: 'उद्यान समिति की कार्यवाही',
  thai: 'รายงานการประชุมคณะกรรมการสวน',
};

const folder = fileURLToPath(new URL('../../sample/scripts/', import.meta.url));
await mkdir(folder, { recursive: true });
for (const script of SCRIPTS) {
  const text = LINES[script];
  const font = `36px "${familiesOf(script)[0]}"`;
  const ruler = createCanvas(10, 10).getContext('2d');
  ruler.font = font;
  const width = Math.ceil(ruler.measureText(text).width) + 24;
  const canvas = createCanvas(width, 60);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, 60);
  context.fillStyle = '#111';
  context.font = font;
  context.fillText(text, 12, 43);
  await writeFile(`${folder}${script}.png`, canvas.toBuffer('image/png'));
  await writeFile(`${folder}${script}.txt`, `${text}\n`);
}
