import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type ReplacedObject, withoutMemberships } from './pdf-memberships.ts';

/** Whether there are layers (optional content), and some that are switched off in what a reader shows first. */
export async function layersOf(document: PDFDocumentProxy): Promise<{ any: boolean; hidden: boolean }> {
  const layers = await document.getOptionalContentConfig();
  const all = [...layers];
  return {
    any: all.length > 0,
    hidden: all.some(([id]) => layers.isVisible({ type: 'OCG', id }) === false),
  };
}

interface PageReference {
  readonly num: number;
  readonly gen: number;
}

/** Pages by their object numbers, in order, up to `pages`. */
export async function pageReferences(document: PDFDocumentProxy, pages: number): Promise<PageReference[]> {
  const references: PageReference[] = [];
  for (let number = 1; number <= pages; number += 1) {
    const page = await document.getPage(number).catch(() => null);
    if (page?.ref) references.push(page.ref);
  }
  return references;
}

/** How far behind its beginning the trailer of a reference table is looked for. */
const TRAILER_WITHIN = 4 * 1024 * 1024;

/**
 * The same document with every layer shown: an update is appended (ISO 32000 7.5.6) whose catalogue knows the pages and no
 * optional content, since no renderer here can switch a layer on. null when its last table of references cannot be found.
 */
export function withEveryLayer(
  bytes: Uint8Array,
  pages: readonly PageReference[],
  replaced: readonly ReplacedObject[] = [],
): Uint8Array | null {
  const buffer = withoutMemberships(bytes);
  const text = buffer.toString('latin1');
  const header = text.indexOf('%PDF-');
  const start = Number(/startxref\s+(\d+)\s*(?:%%EOF\s*)?$/.exec(text.slice(-2048))?.[1] ?? Number.NaN);
  if (header < 0 || !(header + start < buffer.length)) return null;
  const table = text.slice(header + start, header + start + TRAILER_WITHIN);
  const isTable = table.startsWith('xref');
  const trailer = isTable ? table.slice(table.indexOf('trailer')) : table;
  const size = Number(/\/Size\s+(\d+)/.exec(trailer)?.[1] ?? Number.NaN);
  if (!(size > 0)) return null;
  const kept = [/\/Encrypt\s+\d+\s+\d+\s+R/, /\/ID\s*\[[^\]]*\]/].map(
    (entry) => entry.exec(trailer)?.[0] ?? '',
  );
  return update(buffer, { header, previous: start, size, pages, isTable, kept: kept.join(' '), replaced });
}

interface Update {
  readonly header: number;
  readonly previous: number;
  /** One more than the highest object number. */
  readonly size: number;
  readonly pages: readonly PageReference[];
  readonly isTable: boolean;
  readonly kept: string;
  readonly replaced: readonly ReplacedObject[];
}

function update(buffer: Buffer, of: Update): Buffer {
  const kids = of.pages.map(({ num, gen }) => `${num} ${gen} R`).join(' ');
  const size = of.replaced.reduce((most, { num }) => Math.max(most, num + 1), of.size);
  const objects: ReplacedObject[] = [
    ...of.replaced,
    { num: size, body: `<< /Type /Catalog /Pages ${size + 1} 0 R >>` },
    { num: size + 1, body: `<< /Type /Pages /Count ${of.pages.length} /Kids [${kids}] >>` },
  ];
  const written = objects.map(({ num, body }) => `${num} 0 obj\n${body}\nendobj\n`);
  let at = buffer.length + 1 - of.header;
  const rows = written.map((object, index): Row => {
    const row = { num: objects[index]?.num ?? 0, offset: at };
    at += object.length;
    return row;
  });
  const entries = `/Root ${size} 0 R /Prev ${of.previous} ${of.kept}`;
  const references = of.isTable
    ? tableOf(rows, size + 2, entries)
    : streamOf([...rows, { num: size + 2, offset: at }], size + 2, entries);
  const tail = `startxref\n${at}\n%%EOF\n`;
  return Buffer.concat([
    buffer,
    Buffer.from(`\n${written.join('')}`, 'latin1'),
    references,
    Buffer.from(tail),
  ]);
}

interface Row {
  readonly num: number;
  readonly offset: number;
}

function tableOf(rows: readonly Row[], size: number, entries: string): Buffer {
  const lines = rows.map(({ num, offset }) => `${num} 1\n${String(offset).padStart(10, '0')} 00000 n \n`);
  return Buffer.from(`xref\n${lines.join('')}trailer\n<< /Size ${size} ${entries} >>\n`, 'latin1');
}

/** ISO 32000 7.5.8: a kind, an offset of four bytes, a generation of two. The last row is the stream's own. */
function streamOf(rows: readonly Row[], own: number, entries: string): Buffer {
  const bytes = Buffer.alloc(rows.length * 7);
  for (const [index, { offset }] of rows.entries()) {
    bytes.writeUInt8(1, index * 7);
    bytes.writeUInt32BE(offset, index * 7 + 1);
  }
  const numbers = rows.map(({ num }) => `${num} 1`).join(' ');
  const head = `${own} 0 obj\n<< /Type /XRef /Size ${own + 1} /W [1 4 2] /Index [${numbers}] /Length ${bytes.length} ${entries} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes, Buffer.from('\nendstream\nendobj\n')]);
}
