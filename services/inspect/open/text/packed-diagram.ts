import { inflateRawSync } from 'node:zlib';

const BASE64 = /^[A-Za-z0-9+/\s]{20,}={0,2}\s*$/;
const MOST_BYTES = 20 * 1024 * 1024;

/** A page of diagrams.net, whose XML is percent-encoded, packed and written in base64; null for what is none. */
export function packedDiagram(text: string): string | null {
  if (!BASE64.test(text)) return null;
  try {
    return decodeURIComponent(
      inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: MOST_BYTES }).toString('latin1'),
    );
  } catch {
    // Words that look like base64.
    return null;
  }
}
