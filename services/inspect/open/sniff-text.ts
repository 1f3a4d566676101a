import { decodeText } from './decode-text.ts';

const HEAD_BYTES = 64 * 1024;

/** The media type of what is text at all; null for binary bytes. */
export function sniffText(bytes: Uint8Array): string | null {
  const decoded = decodeText(bytes.subarray(0, HEAD_BYTES));
  if (decoded === null) return null;
  const head = decoded.text.trimStart().slice(0, 4096);
  if (/^<\?xml\b/i.test(head) || /^<[a-z_][\w.-]*:[a-z_][\w.-]*[\s>]/i.test(head)) {
    if (/<svg[\s>]/i.test(head)) return 'image/svg+xml';
    return /<html[\s>]/i.test(head) ? 'text/html' : 'application/xml';
  }
  if (/^<svg[\s>]/i.test(head)) return 'image/svg+xml';
  if (/^<(!doctype\s+html|html|head|body|table|div|p|meta|!--)[\s>-]?/i.test(head)) return 'text/html';
  if (/^[[{]/.test(head) && isJson(decoded.text, bytes.length > HEAD_BYTES)) return 'application/json';
  return 'text/plain';
}

/** A file longer than the head cannot be parsed here; then its first bytes must at least look like JSON. */
function isJson(text: string, cut: boolean): boolean {
  if (cut) return /^\s*[[{]\s*["[{\]}\-\d]/.test(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
