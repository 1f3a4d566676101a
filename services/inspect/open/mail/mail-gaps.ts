/** A header that opens a multipart, its folded lines included; or a line that may part two parts. */
const LANDMARK = /^(?:content-type:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*|--[^\r\n]+)/gim;
export const BOUNDARY = /boundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;"]+))/i;
const BLANK_LINE = /\r?\n[ \t]*\r?\n/g;

/**
 * What stands before the first part of a multipart and behind its last (RFC 2046 5.1.1: preamble and epilogue). Mail programs show
 * neither, and whoever opens the file sees both.
 */
export function* mailGaps(bytes: Uint8Array): Iterable<Uint8Array> {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const known = new Set<string>();
  let from: number | null = null;
  let body = 0;
  for (const { 0: found, index } of source.matchAll(LANDMARK)) {
    const end = index + found.length;
    if (!found.startsWith('--')) {
      const [, quoted, bare] = BOUNDARY.exec(found) ?? [];
      const boundary = quoted ?? bare;
      if (boundary === undefined) continue;
      known.add(boundary);
      if (body < end) body = afterBlankLine(source, end);
      from = body;
      continue;
    }
    const line = found.slice(2).trimEnd();
    const isLast = line.endsWith('--') && known.has(line.slice(0, -2));
    if (!isLast && !known.has(line)) continue;
    if (from !== null && from < index) yield bytes.subarray(from, index);
    from = isLast ? end : null;
  }
  if (from !== null && from < bytes.length) yield bytes.subarray(from);
}

function afterBlankLine(source: string, from: number): number {
  BLANK_LINE.lastIndex = from;
  return BLANK_LINE.exec(source) === null ? source.length : BLANK_LINE.lastIndex;
}
