import { readFile } from 'node:fs/promises';
import { deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { makeRar, makeSevenZip, makeTar } from './make-archives.ts';
import { gzipOf, pngClaiming } from './make-bombs.ts';
import { makeCompound, makeExcel97, makeOutlook, makeWord97 } from './make-compound.ts';
import { largeArchives } from './make-large-archives.ts';
import { packedRar } from './make-packed-rar.ts';
import { assemble, makePdf, stream } from './make-pdf.ts';
import * as pictures from './make-picture-bombs.ts';
import * as rare from './make-rare-formats.ts';
import { makeZip } from './make-zip.ts';

const BANNER = { text: 'SECRET//NOFORN', x: 240, y: 815, size: 12 };

/** A small whole file of each format, to be damaged. All small: a mutation should hit something that is read. */
export async function wholeFiles(): Promise<ReadonlyMap<string, Buffer>> {
  const picture = sharp({ create: { width: 24, height: 16, channels: 3, background: '#dddddd' } });
  const encoded = (format: 'jpeg' | 'gif' | 'tiff' | 'webp') => picture.clone().toFormat(format).toBuffer();
  return new Map<string, Buffer>([
    ['docx', word()],
    ['xlsx', sheet()],
    ['pptx', slides()],
    ['odt', odt()],
    ['ods', table()],
    ['ofd', ofd()],
    [
      'zip',
      makeZip([
        ['a.txt', 'SECRET//NOFORN'],
        ['b.zip', makeZip([['c.txt', 'plan']])],
      ]),
    ],
    ['tar', makeTar('a.txt', 'SECRET//NOFORN')],
    ['rar', makeRar('a.txt', 'SECRET//NOFORN')],
    [
      'rar, packed',
      packedRar([
        { name: 'a', matches: 20 },
        { name: 'a.txt', content: Buffer.from('SECRET//NOFORN') },
      ]),
    ],
    ...(['tar.bz2', 'tar.xz', 'tar.zst'] as const).map(
      (kind) => [kind, largeArchives[kind]?.(0) ?? Buffer.alloc(0)] as const,
    ),
    ['7z', makeSevenZip('a.txt', 'SECRET//NOFORN')],
    // Not packed inside, so that damage reaches the tar.
    ['tar.gz', gzipSync(makeTar('a.txt', 'SECRET//NOFORN'), { level: 0 })],
    ['gzip', gzipOf('SECRET//NOFORN\n\nplan\n')],
    ['doc', makeWord97(['SECRET//NOFORN\rPlan\r', 'note\r', 'SECRET\r'])],
    ['xls', makeExcel97([[0x0014, Buffer.from('\x0e\0\0SECRET//NOFORN', 'latin1')]])],
    ['ppt', makeCompound({ 'PowerPoint Document': Buffer.alloc(600, 7) })],
    ['msg', makeOutlook({ '0037': 'Plan', '1000': 'SECRET//NOFORN\r\nplan' })],
    [
      'tnef',
      rare.tnefFile(
        rare.tnefAttribute(1, 0x8004, 1, Buffer.from('SECRET//NOFORN\0')),
        rare.tnefAttribute(
          1,
          0x9003,
          6,
          rare.mapiProperties(rare.mapiProperty(0x1000, 0x1f, rare.wide('plan\0'))),
        ),
        rare.tnefAttribute(2, 0x9002, 6, Buffer.alloc(14)),
        rare.tnefAttribute(2, 0x800f, 6, Buffer.from('plan')),
      ),
    ],
    ['emf', rare.emfFile(rare.emfText('SECRET//NOFORN', 10), rare.emfText('plan', 30))],
    [
      'wmf',
      rare.wmfFile(
        rare.wmfRecord(0x0521, Buffer.concat([rare.u16(4), Buffer.from('plan'), rare.u16(10, 10)])),
      ),
    ],
    [
      'one',
      Buffer.concat([
        rare.oneNoteHead().subarray(0, 40),
        rare.wide('SECRET//NOFORN\0'),
        rare.oneNoteFile(Buffer.from('plan')),
      ]),
    ],
    [
      'xlsb',
      makeZip([
        ['xl/workbook.bin', rare.xlsbRecord(0x019c, rare.xlsbString('Plan')), { stored: true }],
        ['xl/sharedStrings.bin', rare.xlsbRecord(19, rare.xlsbString('SECRET//NOFORN')), { stored: true }],
      ]),
    ],
    ['rtf', Buffer.from('{\\rtf1{\\header SECRET//NOFORN\\par}{\\b plan\\par}}')],
    ['eml', mail()],
    ['mbox', Buffer.concat([Buffer.from('From a@example.org Fri Jan  3 00:00:00 2031\n'), mail()])],
    ['uuencoded', Buffer.from('plan\nbegin 644 a.txt\n.4T5#4D54+R].3T9/4DX*\n`\nend\n')],
    ['html', Buffer.from('<html><header>SECRET//NOFORN</header><p>plan</p><table><td>1</table></html>')],
    ['xml', Buffer.from('<?xml version="1.0"?><a xmlns:ism="x" ism:classification="S"><b>plan</b></a>')],
    [
      'svg',
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h9v9z"/></svg>',
      ),
    ],
    ['png', pngClaiming(40, 30)],
    ['jpeg', await encoded('jpeg')],
    ['gif', await encoded('gif')],
    ['tiff', await encoded('tiff')],
    ['webp', await encoded('webp')],
    ['avif', await pictures.avif()],
    ['heic', await readFile(new URL('../../../services/inspect/look/phone.fixture.heic', import.meta.url))],
    ['icon', pictures.iconOf(pngClaiming(40, 30))],
    ['bmp', pictures.bmpClaiming(4, 4)],
    [
      'jpeg with others inside',
      Buffer.concat([await encoded('jpeg'), await encoded('jpeg'), await encoded('jpeg')]),
    ],
    ['pdf', makePdf([{ lines: [BANNER, { ...BANNER, y: 20 }] }])],
    ['pdf with packed streams', packedPdf()],
  ]);
}

function word(): Buffer {
  return makeZip([
    ['[Content_Types].xml', '<Types/>'],
    [
      'word/document.xml',
      '<w:document><w:p><w:r><w:t>SECRET//NOFORN</w:t></w:r></w:p><w:p><w:r><w:t>Plan</w:t></w:r></w:p></w:document>',
    ],
  ]);
}

function sheet(): Buffer {
  return makeZip([
    ['[Content_Types].xml', '<Types/>'],
    ['xl/workbook.xml', '<workbook><sheets><sheet name="Plan"/></sheets></workbook>'],
    ['xl/sharedStrings.xml', '<sst><si><t>SECRET//NOFORN</t></si></sst>'],
    [
      'xl/worksheets/sheet1.xml',
      '<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>',
    ],
  ]);
}

function slides(): Buffer {
  const type = 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml';
  return makeZip([
    ['[Content_Types].xml', `<Types><Override PartName="/x" ContentType="${type}"/></Types>`],
    [
      'ppt/slides/slide1.xml',
      '<p:sld><p:sp><p:txBody><a:p><a:r><a:t>SECRET//NOFORN</a:t></a:r></a:p></p:txBody></p:sp></p:sld>',
    ],
  ]);
}

function table(): Buffer {
  const cell = '<table:table-cell><text:p>SECRET//NOFORN</text:p></table:table-cell>';
  return makeZip([
    ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet', { stored: true }],
    [
      'content.xml',
      `<office:document-content><office:spreadsheet><table:table><table:table-row>${cell}</table:table-row></table:table></office:spreadsheet></office:document-content>`,
    ],
  ]);
}

function ofd(): Buffer {
  return makeZip([
    ['OFD.xml', '<ofd:OFD><ofd:DocBody/></ofd:OFD>'],
    [
      'Doc_0/Pages/Page_0/Content.xml',
      '<ofd:Page><ofd:TextObject Boundary="20 20 60 6"><ofd:TextCode>机密★10年</ofd:TextCode></ofd:TextObject></ofd:Page>',
    ],
  ]);
}

function odt(): Buffer {
  return makeZip([
    ['mimetype', 'application/vnd.oasis.opendocument.text', { stored: true }],
    ['content.xml', '<office:document-content><text:p>SECRET//NOFORN</text:p></office:document-content>'],
  ]);
}

function mail(): Buffer {
  const head = 'From: a@example.org\nTo: b@example.org\nSubject: SECRET//NOFORN\nMIME-Version: 1.0\n';
  const parts = '--x\nContent-Type: text/plain\n\nplan\n--x\nContent-Type: text/html\n\n<p>plan</p>\n--x--\n';
  return Buffer.from(`${head}Content-Type: multipart/mixed; boundary="x"\n\n${parts}`);
}

/** Filters, a form that is drawn, a stream of objects' worth of nesting. */
function packedPdf(): Buffer {
  const content = deflateSync(Buffer.from('BT /F 12 Tf 240 815 Td (SECRET//NOFORN) Tj ET'));
  return assemble(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
      stream('/Filter /FlateDecode', content),
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ],
    '/Root 1 0 R',
  );
}
