import type { Span } from '../mark.ts';

/** `2031-03-05 09:12 Hale: `, `[12:04] Hale: `, `Hale 14:02  `: who wrote it and when, in an exported chat. */
const LEAD =
  /^ {0,4}(?:\[?(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2},? )?\d{1,2}:\d{2}(?::\d{2})?\]? {1,3}[^ :]{1,20}[: ] {0,3}|[^ :]{1,20} {1,3}\d{1,2}:\d{2}[: ] {0,3})/;
/** What a client writes before the words it read in a picture: `[图片识别] `. */
const TAG = /^[[【][^[\]【】]{1,12}[\]】] {0,3}/;
/** A mark that says by its own signs that it is one; a bare word after a name is somebody's remark. */
const TELLING = /[★/:]/;

/** The same length, spaces where the lead of a chat line stood before a mark. Folded text. */
export function withoutChatLead(folded: string, span: Span): string {
  const lead = LEAD.exec(folded)?.[0] ?? '';
  const tag = TAG.exec(folded.slice(lead.length))?.[0] ?? '';
  const length = lead.length + tag.length;
  const isQuoted = tag !== '' || TELLING.test(folded.slice(span.start, span.end));
  if (lead === '' || !isQuoted || length > span.start) return folded;
  return ' '.repeat(length) + folded.slice(length);
}
