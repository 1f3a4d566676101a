import { deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { makeRar, makeSevenZip, makeTar } from './make-archives.ts';
import { gzipOf, pngClaiming } from './make-bombs.ts';
import { makeCompound, makeExcel97, makeOutlook, makeWord97 } from './make-compound.ts';
import { assemble, makePdf, stream } from './make-pdf.ts';
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
    ['odt', odt()],
    [
      'zip',
      makeZip([
        ['a.txt', 'SECRET//NOFORN'],
        ['b.zip', makeZip([['c.txt', 'plan']])],
      ]),
    ],
    ['tar', makeTar('a.txt', 'SECRET//NOFORN')],
    ['rar', makeRar('a.txt', 'SECRET//NOFORN')],
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
