import { decodeCertainText, decodeText } from './decode-text.ts';

const HEAD_BYTES = 64 * 1024;

/** Unicode that says so, or text without a single control character: no binary format looks like it. */
export function isPlainlyText(bytes: Uint8Array): boolean {
  const decoded = decodeCertainText(bytes.subarray(0, HEAD_BYTES));
  if (decoded === null || decoded.text.length < 2) return false;
  for (let at = 0; at < decoded.text.length; at += 1) {
    const code = decoded.text.charCodeAt(at);
    if (code < 9 || code === 0x7f || code === 0xfffd) return false;
  }
  return true;
}

/** The media type of what is text at all; null for binary bytes. */
export function sniffText(bytes: Uint8Array): string | null {
  const decoded = decodeText(bytes.subarray(0, HEAD_BYTES));
  if (decoded === null) return null;
  const head = decoded.text.trimStart().slice(0, 4096);
  if (/^<\?xml\b/i.test(head) || /^<[a-z_][\w.-]*:[a-z_][\w.-]*[\s>]/i.test(head)) {
    if (/<svg[\s>]/i.test(head)) return 'image/svg+xml';
    if (/<office:document[\s>]/.test(head)) return 'application/vnd.oasis.opendocument.flat+xml';
    if (/<\w+:wordDocument[\s>]/.test(head)) return 'application/vnd.ms-word.2003+xml';
    if (/<pkg:package[\s>]/.test(head)) return 'application/vnd.ms-office.flat+xml';
    return /<html[\s>]/i.test(head) ? 'text/html' : 'application/xml';
  }
  if (/^<svg[\s>]/i.test(head)) return 'image/svg+xml';
  if (/^<(?!html)[a-z_][\w.-]*\s[^<>]*xmlns(?::\w+)?\s*=/i.test(head)) return 'application/xml';
  if (/^<(!doctype\s+html|html|head|body|table|div|p|meta|!--)[\s>-]?/i.test(head)) return 'text/html';
  const root = /^<([a-z_][\w.-]{0,60})[\s>/]/i.exec(head)?.[1];
  if (root !== undefined && isClosed(bytes, root)) return HTML.test(root) ? 'text/html' : 'application/xml';
  if (/^From \S+.*\d{4}\r?\n[!-9;-~]+:/.test(head)) return 'application/mbox';
  if (isMail(head)) return 'message/rfc822';
  if (/^-----BEGIN (PGP MESSAGE|AGE ENCRYPTED FILE|CMS|PKCS7)-----/m.test(decoded.text))
    return 'application/x-armoured';
  if (/^[[{]/.test(head) && isJson(decoded.text, bytes.length > HEAD_BYTES)) return 'application/json';
  return 'text/plain';
}

const HTML =
  /^(?:a|article|b|big|blockquote|center|code|del|details|em|font|form|h[1-6]|i|ins|li|main|nav|ol|pre|section|small|span|strong|style|script|template|title|u|ul)$/i;
const TAIL_BYTES = 200;

/** XML need not say that it is; what begins with an element ends with it. */
function isClosed(bytes: Uint8Array, root: string): boolean {
  const tail = Buffer.from(bytes.subarray(-TAIL_BYTES)).toString('latin1').replaceAll('\0', '').trimEnd();
  return tail.endsWith(`</${root}>`);
}

const MAIL_HEADERS =
  /^(from|to|cc|subject|date|received|return-path|message-id|mime-version|delivered-to|reply-to|sender|content-type|x-[\w-]+|dkim-signature|arc-[\w-]+):/i;

/** A mail begins with header lines; at least three that mail programs write, before the first empty line. */
function isMail(head: string): boolean {
  const [top = ''] = head.split(/\r?\n\r?\n/, 1);
  const lines = top.split(/\r?\n/).filter((line) => !/^[ \t]/.test(line));
  const headers = lines.filter((line) => /^[!-9;-~]+:/.test(line));
  const isMime =
    headers.some((line) => /^content-type:\s*(multipart|message)\//i.test(line)) ||
    // A web page saved as mail, in one part.
    (headers.some((line) => /^mime-version:/i.test(line)) &&
      headers.some((line) => /^content-type:/i.test(line)));
  return (
    headers.length >= lines.length - 1 &&
    (isMime || headers.filter((line) => MAIL_HEADERS.test(line)).length >= 3)
  );
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
