import { FICTIONAL, type MarkedKind, type MarkedPage } from '../kinds.ts';
import { scaledCopy } from '../looks/warp.ts';
import { paragraph, sentence, title } from '../prose.ts';
import type { Random } from '../random.ts';
import { createSheet } from '../sheet.ts';
import { chineseKinds } from './chinese.ts';
import { westernMark } from './marks.ts';
import { westernKinds } from './western.ts';

export const screenKinds: readonly MarkedKind[] = [
  { name: 'e-mail-screenshot', draw: email },
  { name: 'viewer-screenshot', draw: (random) => viewer(random, westernKinds) },
  { name: 'viewer-screenshot-zh', draw: (random) => viewer(random, chineseKinds) },
  { name: 'chat-with-document', draw: chatWithDocument },
];

function email(random: Random): MarkedPage {
  const mark = westernMark(random);
  const sheet = createSheet(1440, 900, '#f4f5f7');
  sheet.box(0, 0, 280, 900, { fill: '#e4e7ec' });
  for (let i = 0; i < 9; i++)
    sheet.text(
      ['Inbox', 'Sent', 'Drafts', 'Harbour', 'Library', 'Garden', 'Archive', 'Junk', 'Bin'][i] ?? '',
      40,
      90 + i * 44,
      { size: 17, family: 'Sans' },
    );
  sheet.box(300, 20, 1120, 860, { fill: '#ffffff', stroke: '#d0d4da', line: 1 });
  sheet.text(`${mark.banner}: ${title(random, mark.language)}`, 340, 80, {
    size: 24,
    family: 'Sans',
    weight: 700,
  });
  sheet.text('From: survey@eastmere.example    To: board@eastmere.example', 340, 120, {
    size: 15,
    family: 'Sans',
    colour: '#555555',
  });
  let y = 180;
  sheet.text(`Classification: ${mark.banner}`, 340, y, { size: 17, family: 'Sans', weight: 700 });
  for (let i = 0; i < 5; i++)
    y = sheet.paragraph(
      paragraph(random, mark.language, 3),
      { x: 340, y: y + 40, width: 1040 },
      { size: 17, family: 'Sans' },
    );
  sheet.text(FICTIONAL, 1400, 870, { size: 12, family: 'Sans', colour: '#999999', align: 'right' });
  return { page: sheet.canvas, mark };
}

/** A page seen in a document viewer: its type is small in the screenshot. */
function viewer(random: Random, kinds: readonly MarkedKind[]): MarkedPage {
  const inner = random.pick(kinds).draw(random);
  const sheet = createSheet(1920, 1080, '#525659');
  sheet.box(0, 0, 1920, 56, { fill: '#323639' });
  sheet.text('document-final(2).pdf', 40, 36, { size: 18, family: 'Sans', colour: '#f0f0f0' });
  sheet.text('1 / 4      100%', 960, 36, { size: 18, family: 'Sans', colour: '#f0f0f0', align: 'center' });
  const scale = Math.min(1100 / inner.page.width, 990 / inner.page.height) * random.between(0.95, 1);
  const copy = scaledCopy(
    inner.page,
    Math.round(inner.page.width * scale),
    Math.round(inner.page.height * scale),
  );
  sheet.context.drawImage(copy, (1920 - copy.width) / 2, 74);
  return { page: sheet.canvas, mark: inner.mark };
}

/** A phone screenshot of a chat in which somebody posted a page. */
function chatWithDocument(random: Random): MarkedPage {
  const inner = random
    .pick(westernKinds.filter((kind) => ['memo', 'red-banner-page', 'cover-sheet'].includes(kind.name)))
    .draw(random);
  const sheet = createSheet(1080, 2160, '#e9e4dc');
  sheet.box(0, 0, 1080, 150, { fill: '#2f6b5e' });
  sheet.text('Eastmere garden group', 130, 100, { size: 42, family: 'Sans', weight: 700, colour: '#ffffff' });
  const copy = scaledCopy(inner.page, 840, Math.round((inner.page.height * 840) / inner.page.width));
  const bubble = (y: number, text: string, own: boolean) => {
    sheet.box(own ? 420 : 40, y, 620, 110, { fill: own ? '#d8f6c8' : '#ffffff' });
    sheet.text(text.slice(0, 34), own ? 445 : 65, y + 66, { size: 32, family: 'Sans' });
  };
  bubble(190, sentence(random, 'en'), false);
  bubble(330, sentence(random, 'en'), true);
  sheet.box(40, 470, 880, copy.height + 40, { fill: '#ffffff' });
  sheet.context.drawImage(copy, 60, 490);
  bubble(540 + copy.height, sentence(random, 'en'), true);
  return { page: sheet.canvas, mark: inner.mark };
}
