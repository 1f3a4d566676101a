import { deflateSync } from 'node:zlib';

export interface PdfLine {
  readonly text: string;
  /** Points from the left and from the bottom of an A4 page (595 × 842). */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Degrees, counter-clockwise. */
  readonly turned?: number;
}

export interface PdfPage {
  readonly lines?: readonly PdfLine[];
  /** RGB pixels drawn over the whole page, or into `area`: points from the left and the bottom, width, height. */
  readonly picture?: {
    readonly width: number;
    readonly height: number;
    readonly rgb: Uint8Array;
    readonly area?: readonly [x: number, y: number, width: number, height: number];
  };
}

/** A small valid PDF, written by hand so that hostile ones can be made by breaking it. ASCII text only. */
export function makePdf(pages: readonly PdfPage[], info: Readonly<Record<string, string>> = {}): Buffer {
  const objects: Buffer[] = [];
  const add = (body: Buffer | string) => {
    objects.push(Buffer.from(body));
    return objects.length;
  };
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add('');
  const font = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  const kids = pages.map((page) => {
    const picture = page.picture === undefined ? null : add(pictureObject(page.picture));
    const content = add(stream('', Buffer.from(drawing(page))));
    const pictures = picture === null ? '' : `/XObject << /P ${picture} 0 R >>`;
    return add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${content} 0 R /Resources << /Font << /F ${font} 0 R >> ${pictures} >> >>`,
    );
  });
  objects[1] = Buffer.from(
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`,
  );
  const entries = Object.entries(info).map(([key, value]) => `/${key} (${pdfString(value)})`);
  const infoObject = add(`<< ${entries.join(' ')} >>`);
  return assemble(objects, `/Root 1 0 R /Info ${infoObject} 0 R`);
}

/** Objects numbered from 1, cross-reference table and trailer around them. */
export function assemble(objects: readonly (Buffer | string)[], trailer: string): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let offset = 9;
  for (const [index, body] of objects.entries()) {
    const object = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(body),
      Buffer.from('\nendobj\n'),
    ]);
    offsets.push(offset);
    offset += object.length;
    parts.push(object);
  }
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`);
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${objects.length + 1} ${trailer} >>\nstartxref\n${offset}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** The document with objects of these numbers replaced or added, as programs append what was changed. */
export function appendUpdate(pdf: Buffer, objects: Readonly<Record<number, Buffer | string>>): Buffer {
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(pdf.toString('latin1'))?.[1] ?? '0';
  const parts = [pdf];
  let offset = pdf.length;
  const rows = Object.entries(objects).map(([number, body]) => {
    const object = Buffer.concat([
      Buffer.from(`${number} 0 obj\n`),
      Buffer.from(body),
      Buffer.from('\nendobj\n'),
    ]);
    const row = `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`;
    offset += object.length;
    parts.push(object);
    return row;
  });
  parts.push(
    Buffer.from(
      `xref\n${rows.join('')}trailer\n<< /Size 100 /Root 1 0 R /Prev ${previous} >>\nstartxref\n${offset}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** The same with a stream of references instead of a table, as most programs write since PDF 1.5. */
export function assembleStreamed(objects: readonly (Buffer | string)[], trailer: string): Buffer {
  const table = assemble(objects, trailer);
  const start = table.lastIndexOf('xref\n0 ');
  const rows = Buffer.alloc((objects.length + 2) * 7);
  for (let number = 1; number <= objects.length + 1; number += 1) {
    const at = number > objects.length ? start : table.indexOf(`\n${number} 0 obj`) + 1;
    rows.writeUInt8(1, number * 7);
    rows.writeUInt32BE(at, number * 7 + 1);
  }
  const entries = `/Type /XRef /Size ${objects.length + 2} /W [1 4 2] ${trailer}`;
  return Buffer.concat([
    table.subarray(0, start),
    Buffer.from(`${objects.length + 1} 0 obj\n`),
    stream(entries, rows),
    Buffer.from(`\nendobj\nstartxref\n${start}\n%%EOF\n`),
  ]);
}

export function stream(dictionary: string, data: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${data.length} >>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ]);
}

function drawing(page: PdfPage): string {
  const [left, bottom, width, height] = page.picture?.area ?? [0, 0, 595, 842];
  const picture = page.picture === undefined ? [] : [`q ${width} 0 0 ${height} ${left} ${bottom} cm /P Do Q`];
  const lines = (page.lines ?? []).map(({ text, x, y, size, turned = 0 }) => {
    const angle = (turned * Math.PI) / 180;
    const matrix = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), x, y];
    return `BT /F ${size} Tf ${matrix.map((value) => value.toFixed(4)).join(' ')} Tm (${pdfString(text)}) Tj ET`;
  });
  return [...picture, ...lines].join('\n');
}

function pictureObject({ width, height, rgb }: { width: number; height: number; rgb: Uint8Array }): Buffer {
  return stream(
    `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode`,
    deflateSync(rgb),
  );
}

function pdfString(text: string): string {
  return text.replace(/[\\()]/g, (character) => `\\${character}`);
}
