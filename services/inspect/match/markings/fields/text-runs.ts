import type { Line } from '../document-lines.ts';
import type { Folder } from '../fold.ts';
import type { Span } from '../mark.ts';
import type { WrittenField } from './written-fields.ts';

/** A run of text in the XML of an office file, or of messages: `<w:t>`, `<a:t xml:space="preserve">`, `<text:p>`, `<body>`. */
const RUN =
  /<(w:t|a:t|text:(?:p|h|span)|body|content|para|header|footer)(?: [^<>]{0,120})?>([^<>]{1,200})<\/\1>/dg;
const LONGEST_MARK = 60;
const EDGE_RUNS = 3;

/** Runs of an office file's XML that is read as text: each is a line of the page that it makes. */
export function textRuns(folder: Folder, lines: readonly Line[]): WrittenField[] {
  return lines.flatMap((line): WrittenField[] => {
    if (!mayHoldRuns(line.text)) return [];
    const runs = [...line.text.matchAll(RUN)];
    return runs.flatMap(({ 2: text = '', indices }, at): WrittenField[] => {
      if (text.length > LONGEST_MARK) return [];
      const from = indices?.[2]?.[0] ?? 0;
      const back = ({ start, end }: Span): Span => ({ start: start + from, end: end + from });
      const edge = at < EDGE_RUNS ? 'top' : at >= runs.length - EDGE_RUNS ? 'bottom' : null;
      return [
        {
          line: { ...line, text, folded: folder.fold(text), edge: line.edge && edge },
          evidence: { code: 'text-run', weight: 0 },
          shown: (candidate) => ({ line, ...back(candidate), level: back(candidate.level) }),
        },
      ];
    });
  });
}

function mayHoldRuns(text: string): boolean {
  return /<(?:w:t|a:t|text:|body|content|para|header|footer)/.test(text);
}
