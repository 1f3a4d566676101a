import type { PDFDocumentProxy } from 'pdfjs-dist';

/** Whether some layer (optional content) is switched off in what a reader shows first. */
export async function hasHiddenLayers(document: PDFDocumentProxy): Promise<boolean> {
  const layers = await document.getOptionalContentConfig();
  return [...layers].some(([id]) => layers.isVisible({ type: 'OCG', id }) === false);
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
export function withEveryLayer(bytes: Uint8Array, pages: readonly PageReference[]): Uint8Array | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
  return update(buffer, { header, previous: start, size, pages, isTable, kept: kept.join(' ') });
}

interface Update {
  readonly header: number;
  readonly previous: number;
  /** One more than the highest object number. */
  readonly size: number;
  readonly pages: readonly PageReference[];
  readonly isTable: boolean;
  readonly kept: string;
}

function update(buffer: Buffer, of: Update): Buffer {
  const kids = of.pages.map(({ num, gen }) => `${num} ${gen} R`).join(' ');
  const at = buffer.length + 1 - of.header;
  const catalogue = `${of.size} 0 obj\n<< /Type /Catalog /Pages ${of.size + 1} 0 R >>\nendobj\n`;
  const tree = `${of.size + 1} 0 obj\n<< /Type /Pages /Count ${of.pages.length} /Kids [${kids}] >>\nendobj\n`;
  const table = at + catalogue.length + tree.length;
  const offsets = [at, at + catalogue.length];
  const entries = `/Root ${of.size} 0 R /Prev ${of.previous} ${of.kept}`;
  const references = of.isTable
    ? tableOf(offsets, of.size, entries)
    : streamOf([...offsets, table], of.size, entries);
  const tail = `startxref\n${table}\n%%EOF\n`;
  return Buffer.concat([buffer, Buffer.from(`\n${catalogue}${tree}`), references, Buffer.from(tail)]);
}

function tableOf(offsets: readonly number[], first: number, entries: string): Buffer {
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(
    `xref\n${first} ${offsets.length}\n${rows}trailer\n<< /Size ${first + offsets.length} ${entries} >>\n`,
    'latin1',
  );
}

/** ISO 32000 7.5.8: a kind, an offset of four bytes, a generation of two. The last row is the stream's own. */
function streamOf(offsets: readonly number[], first: number, entries: string): Buffer {
  const rows = Buffer.alloc(offsets.length * 7);
  for (const [index, offset] of offsets.entries()) {
    rows.writeUInt8(1, index * 7);
    rows.writeUInt32BE(offset, index * 7 + 1);
  }
  const own = first + offsets.length - 1;
  const head = `${own} 0 obj\n<< /Type /XRef /Size ${own + 1} /W [1 4 2] /Index [${first} ${offsets.length}] /Length ${rows.length} ${entries} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), rows, Buffer.from('\nendstream\nendobj\n')]);
}
