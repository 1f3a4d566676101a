import sharp from 'sharp';
import { corpusEntries } from '../../corpus/corpus.ts';
import { registerFonts } from '../../corpus/fonts.ts';
import { textPdf } from '../../corpus/pdf.ts';
import { plainKinds } from '../../corpus/plan.ts';
import { packageOf } from '../../hostile/generators/make-document-bombs.ts';
import { stream } from '../../hostile/generators/make-pdf.ts';
import { onePage } from '../../hostile/generators/make-pdf-bombs.ts';
import { makeZip } from '../../hostile/generators/make-zip.ts';
import { picturesOf } from '../picture-groups.ts';

/** Kinds of attachment and their share of what is posted anew: an assumption, stated wherever figures follow from it. */
export const MIX = {
  photo: 0.55,
  screenshot: 0.18,
  'document photo': 0.07,
  'text PDF': 0.06,
  'scanned PDF': 0.03,
  Office: 0.05,
  mail: 0.01,
  archive: 0.01,
  text: 0.04,
} as const;
export type Kind = keyof typeof MIX;
export const KINDS = Object.keys(MIX) as readonly Kind[];

export interface Attachment {
  readonly name: string;
  readonly bytes: Uint8Array;
}
/** Another file of its kind at every serial; the same serial gives the same bytes. */
export type Feed = (kind: Kind, serial: number) => Attachment;

/** Drawn of each kind; the file of a serial is that of its remainder. */
export const PICTURES = 6;
const LINES = 40;

/** Pictures are drawn once and made new by a few bytes after their end; what is text says its serial. */
export async function createFeed(seed: number): Promise<Feed> {
  registerFonts();
  const screens = plainKinds.filter(({ sort }) => sort === 'screenshot').map(({ name }) => name);
  const drawn = async (entries: ReturnType<typeof corpusEntries>) =>
    Promise.all(entries.slice(0, PICTURES).map(async (entry) => (await entry.draw()).bytes));
  const plan = { seed, each: 1, every: 1 } as const;
  const photos = await drawn(picturesOf('text-free', PICTURES, seed));
  const screenshots = await drawn(
    corpusEntries({ ...plan, looks: ['chat'], which: 'plain', kinds: screens }),
  );
  const documents = await drawn(corpusEntries({ ...plan, looks: ['photo'], which: 'marked' }));
  const scans = await Promise.all(
    (await drawn(corpusEntries({ ...plan, looks: ['photocopy'], which: 'marked' }))).map(scanned),
  );
  const fresh = (pool: readonly Buffer[], serial: number) =>
    Buffer.concat([pool[serial % pool.length] ?? Buffer.alloc(0), Buffer.from(`\n%${serial}\n`)]);
  const kinds: Readonly<Record<Kind, (serial: number) => Attachment>> = {
    photo: (serial) => ({ name: 'photo.jpg', bytes: fresh(photos, serial) }),
    screenshot: (serial) => ({ name: 'screen.jpg', bytes: fresh(screenshots, serial) }),
    'document photo': (serial) => ({ name: 'page.jpg', bytes: fresh(documents, serial) }),
    'text PDF': (serial) => ({ name: 'report.pdf', bytes: textPdf([pdfLines(serial), pdfLines(serial)]) }),
    'scanned PDF': (serial) => ({ name: 'scan.pdf', bytes: fresh(scans, serial) }),
    Office: wordFile,
    mail: (serial) => ({
      name: 'note.eml',
      bytes: Buffer.from(
        `From: a@example.org\r\nSubject: Harbour ${serial}\r\nContent-Type: text/plain\r\n\r\n${prose(serial).join('\r\n')}\r\n`,
      ),
    }),
    archive: (serial) => ({
      name: 'files.zip',
      bytes: makeZip([
        ['a.txt', prose(serial).join('\n')],
        ['b.docx', docx(serial)],
        ['c.jpg', fresh(photos, serial)],
      ]),
    }),
    text: (serial) => ({ name: 'note.txt', bytes: Buffer.from(prose(serial).join('\n')) }),
  };
  return (kind, serial) => kinds[kind](serial);
}

/** One in five is marked. */
function prose(serial: number): string[] {
  const mark = serial % 5 === 0 ? ['SECRET//NOFORN', ''] : [];
  const line = (row: number) =>
    `Row ${row} of note ${serial}: the crane on the east quay is late again this week.`;
  return [...mark, ...Array.from({ length: LINES }, (_, row) => line(row)), ...mark];
}

function pdfLines(serial: number) {
  return prose(serial).map((text, row) => ({ text, x: 60, y: 810 - row * 18, size: 11 }));
}

function wordFile(serial: number): Attachment {
  return { name: 'note.docx', bytes: docx(serial) };
}

function docx(serial: number): Buffer {
  const paragraphs = prose(serial).map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`);
  return packageOf('docx', `<w:document xmlns:w="w"><w:body>${paragraphs.join('')}</w:body></w:document>`);
}

/** A page that is one picture, as scanners write them. */
async function scanned(picture: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(picture)
    .removeAlpha()
    .toColourspace('srgb')
    .jpeg()
    .toBuffer({ resolveWithObject: true });
  return onePage({
    page: '/Resources << /XObject << /P 5 0 R >> >>',
    content: 'q 595 0 0 842 0 0 cm /P Do Q',
    more: [
      stream(
        `/Type /XObject /Subtype /Image /Width ${info.width} /Height ${info.height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`,
        data,
      ),
    ],
  });
}
