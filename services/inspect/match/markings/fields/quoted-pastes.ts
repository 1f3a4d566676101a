import type { Line } from '../document-lines.ts';
import type { Folder } from '../fold.ts';
import type { Span } from '../mark.ts';
import type { WrittenField } from './written-fields.ts';

/** `Hale : « `, `09:12 Hale: "`, `[file preview] "`: who wrote it, or what a client shows, and the quotation that it opens. */
const LEAD = /^\s{0,9}(?:\[[^\][]{1,24}\]\s{0,3}|[^\s:«"“„「][^:«"“„「]{0,30}:\s{1,3}){1,2}[«"“„「]\s{0,2}/u;
const CLOSING = /\s{0,2}[»"”“」]\s{0,9}$/u;
/** A mark, a sign, and what the mark stands over. */
const HEADED = /^[\p{Lu}\p{Lo}\d][\p{Lu}\p{Lo}\d /:★-]{1,60}(?:[–—|·]|:|-|\/\/?) ?\S/u;
/** What follows the mark and the title was pasted as well. */
const HEAD_WORDS = 6;
/** A head that somebody copied speaks a little for itself. */
const PASTED_WEIGHT = 0.5;

/** What people paste into a chat in quotation marks with the head of its page: read as the first line that it was. */
export function quotedPastes(folder: Folder, lines: readonly Line[]): WrittenField[] {
  return lines.flatMap((line): WrittenField[] => {
    const lead = LEAD.exec(line.text)?.[0];
    if (lead === undefined || !CLOSING.test(line.text)) return [];
    const quoted = line.text.slice(lead.length).replace(CLOSING, '');
    if (!HEADED.test(quoted)) return [];
    const text = quoted.split(' ').slice(0, HEAD_WORDS).join(' ');
    const back = ({ start, end }: Span): Span => ({ start: start + lead.length, end: end + lead.length });
    return [
      {
        line: { ...line, text, folded: folder.fold(text), edge: 'top' },
        evidence: { code: 'pasted', weight: PASTED_WEIGHT },
        shown: (candidate) => ({ line, ...back(candidate), level: back(candidate.level) }),
      },
    ];
  });
}
