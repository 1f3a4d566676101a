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
  if (isMail(head)) return 'message/rfc822';
  if (/^[[{]/.test(head) && isJson(decoded.text, bytes.length > HEAD_BYTES)) return 'application/json';
  return 'text/plain';
}

const MAIL_HEADERS =
  /^(from|to|cc|subject|date|received|return-path|message-id|mime-version|delivered-to|reply-to|sender|content-type|x-[\w-]+|dkim-signature|arc-[\w-]+):/i;

/** A mail begins with header lines; at least three that mail programs write, before the first empty line. */
function isMail(head: string): boolean {
  const [top = ''] = head.split(/\r?\n\r?\n/, 1);
  const lines = top.split(/\r?\n/).filter((line) => !/^[ \t]/.test(line));
  const headers = lines.filter((line) => /^[!-9;-~]+:/.test(line));
  return headers.length >= lines.length - 1 && headers.filter((line) => MAIL_HEADERS.test(line)).length >= 3;
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
