import type { Canvas } from '@napi-rs/canvas';
import type { PlainKind } from '../kinds.ts';
import { paragraph, sentence } from '../prose.ts';
import type { Random } from '../random.ts';
import { createSheet } from '../sheet.ts';

/** Screens people post; none of them shows a marked document. */
export const screenshotKinds: readonly PlainKind[] = [
  { name: 'chat-zh', sort: 'screenshot', draw: chatZh },
  { name: 'e-mail-with-disclaimer', sort: 'screenshot', draw: disclaimer },
  { name: 'phone-settings', sort: 'screenshot', draw: settings },
  { name: 'dashboard', sort: 'screenshot', draw: dashboard },
  { name: 'web-article', sort: 'screenshot', draw: article },
];

function chatZh(random: Random): Canvas {
  const sheet = createSheet(1080, 1920, '#ededed');
  sheet.text('花园小组', 540, 100, { size: 44, family: 'Han', weight: 700, align: 'center' });
  const talk = ['这是我们的小秘密，别告诉老板', '密码是多少？', '请联系秘书处', '机密计算是什么意思'];
  for (let i = 0; i < 9; i++) {
    const own = random.chance(0.5);
    const text = i === 4 ? random.pick(talk) : sentence(random, 'zh').slice(0, 15);
    sheet.box(own ? 330 : 60, 180 + i * 185, 690, 120, { fill: own ? '#95ec69' : '#ffffff' });
    sheet.text(text, own ? 360 : 90, 255 + i * 185, { size: 40, family: 'Han' });
  }
  return sheet.canvas;
}

function disclaimer(random: Random): Canvas {
  const sheet = createSheet(1440, 1000, '#ffffff');
  sheet.text('Re: tulips on Friday', 60, 80, { size: 32, family: 'Humanist', weight: 700 });
  sheet.text('From: crew@eastmere.example', 60, 125, { size: 18, family: 'Humanist', colour: '#666666' });
  let y = 190;
  for (let i = 0; i < 3; i++)
    y =
      sheet.paragraph(
        paragraph(random, 'en', 3),
        { x: 60, y, width: 1300 },
        { size: 22, family: 'Humanist' },
      ) + 24;
  sheet.rule(60, y, 1300, 1, '#bbbbbb');
  const small = { size: 15, family: 'Humanist', colour: '#666666' } as const;
  sheet.paragraph(
    'This e-mail and any attachments are confidential and intended solely for the addressee. If you are not the intended recipient, please delete this message and notify the sender. Diese Nachricht ist vertraulich.',
    { x: 60, y: y + 34, width: 1300 },
    small,
  );
  return sheet.canvas;
}

function settings(random: Random): Canvas {
  const dark = random.chance(0.5);
  const sheet = createSheet(1080, 2160, dark ? '#101014' : '#f2f2f7');
  const colour = dark ? '#f2f2f2' : '#111111';
  sheet.text('Settings', 60, 150, { size: 72, family: 'Sans', weight: 700, colour });
  const rows = [
    'Wi-Fi',
    'Bluetooth',
    'Secret chats',
    'Restricted profile',
    'Private DNS',
    'Battery',
    'Storage',
    'Confidential mode',
    'About',
  ];
  for (const [i, row] of rows.entries()) {
    sheet.box(40, 230 + i * 190, 1000, 160, { fill: dark ? '#1e1e24' : '#ffffff' });
    sheet.text(row, 90, 300 + i * 190, { size: 44, family: 'Sans', colour });
    sheet.text(random.pick(['On', 'Off', 'Not set up']), 90, 355 + i * 190, {
      size: 30,
      family: 'Sans',
      colour: '#888888',
    });
  }
  return sheet.canvas;
}

function dashboard(random: Random): Canvas {
  const sheet = createSheet(1920, 1080, '#181b1f');
  for (let i = 0; i < 6; i++) {
    const [x, y] = [40 + (i % 3) * 630, 60 + Math.floor(i / 3) * 510];
    sheet.box(x, y, 600, 480, { fill: '#22262b' });
    sheet.text(
      random.pick(['Requests', 'Latency p99', 'Errors', 'Queue depth', 'CPU', 'Memory']),
      x + 24,
      y + 44,
      { size: 24, family: 'Sans', colour: '#d8d9da' },
    );
    sheet.context.strokeStyle = random.pick(['#73bf69', '#f2cc0c', '#5794f2']);
    sheet.context.lineWidth = 3;
    sheet.context.beginPath();
    for (let t = 0; t <= 560; t += 8) sheet.context.lineTo(x + 20 + t, y + 260 + random.between(-90, 90));
    sheet.context.stroke();
    for (let t = 0; t < 6; t++)
      sheet.text(`1${t}:00`, x + 30 + t * 95, y + 460, { size: 16, family: 'Sans', colour: '#9fa7b3' });
  }
  return sheet.canvas;
}

function article(random: Random): Canvas {
  const sheet = createSheet(1280, 1600);
  sheet.box(0, 0, 1280, 90, { fill: '#0b3d5c' });
  sheet.text('Eastmere News', 60, 60, { size: 40, family: 'Serif', weight: 700, colour: '#ffffff' });
  sheet.paragraph(
    random.pick([
      'Leaked memo was marked “secret”, says mayor',
      'Why the ferry plan stayed confidential',
      'Ten tulips you should know',
    ]),
    { x: 60, y: 190, width: 1150 },
    { size: 60, family: 'Serif', weight: 700 },
    1.2,
  );
  let y = 400;
  for (let i = 0; i < 7; i++)
    y =
      sheet.paragraph(paragraph(random, 'en', 3), { x: 60, y, width: 1150 }, { size: 28, family: 'Serif' }) +
      22;
  return sheet.canvas;
}
