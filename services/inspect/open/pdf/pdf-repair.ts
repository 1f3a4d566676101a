import { bodyOf, isPage } from './pdf-objects.ts';

const MOST_PAGES = 10_000;

interface Reference {
  readonly num: number;
  readonly gen: number;
}

/**
 * A PDF that lost its end, with an end of ours: the table of references stands there, and what leads to the pages. Readers look
 * for objects by themselves once a trailer names the catalogue. null when neither catalogue nor pages are in the clear.
 */
export function withTrailer(bytes: Uint8Array): Uint8Array | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const pages: Reference[] = [];
  let catalogue: Reference | null = null;
  let highest = 0;
  for (const object of bodyOf(text).objects) {
    const { num, gen, dictionary } = object;
    highest = Math.max(highest, num);
    if (/\/Type\s{0,9}\/Catalog\b/.test(dictionary)) catalogue = { num, gen };
    else if (isPage(object) && pages.length < MOST_PAGES) pages.push({ num, gen });
  }
  if (catalogue === null && pages.length === 0) return null;
  const { num, gen } = catalogue ?? { num: highest + 1, gen: 0 };
  const kids = pages.map((page) => `${page.num} ${page.gen} R`).join(' ');
  const tree =
    catalogue === null
      ? `${num} 0 obj\n<< /Type /Catalog /Pages ${num + 1} 0 R >>\nendobj\n${num + 1} 0 obj\n<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>\nendobj\n`
      : '';
  const end = `\nendstream\nendobj\n${tree}trailer\n<< /Size ${highest + 3} /Root ${num} ${gen} R >>\nstartxref\n0\n%%EOF\n`;
  return Buffer.concat([bytes, Buffer.from(end, 'latin1')]);
}
