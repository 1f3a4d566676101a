import { hashOfWindow, MOST_FEATURES, STOOD, withStood } from '../../feature.ts';
import type { TextSegment } from '../../report.ts';
import { documentLines } from '../markings/document-lines.ts';
import { clean, type Folder } from '../markings/fold.ts';
import { type TakenApart, takeApart } from './windows.ts';

/**
 * What is kept of a document so that a rule written later can be tried on it: hashed windows of the lines that could be
 * marks. At most `MOST_FEATURES`; lines at the edges of pages and labels first, short lines before longer ones.
 */
export function deriveFeatures(folder: Folder, segments: readonly TextSegment[]): Uint8Array {
  const best = new Map<string, number>();
  for (const { line, isEdge } of inOrder(folder, segments)) {
    for (const window of line.windows()) {
      const stood =
        (window.alone ? STOOD.alone : 0) | (isEdge ? STOOD.edge : 0) | (window.capitals ? STOOD.capitals : 0);
      const before = best.get(window.text);
      if (before === undefined && best.size >= MOST_FEATURES) return packed(best);
      if (before === undefined || stood > before) best.set(window.text, stood);
    }
  }
  return packed(best);
}

function packed(windows: ReadonlyMap<string, number>): Uint8Array {
  return Buffer.concat(
    [...windows].map(([window, stood]) => withStood(hashOfWindow(window), stood)).sort(Buffer.compare),
  );
}

interface Place {
  readonly line: TakenApart;
  readonly isEdge: boolean;
}

/** A line with more characters than this is running text. */
const LONGEST_LINE = 160;

function* inOrder(folder: Folder, segments: readonly TextSegment[]): Iterable<Place> {
  for (const segment of segments) {
    if (segment.source === 'label') yield { line: takeApart(folder, clean(segment.text)), isEdge: true };
  }
  const places = documentLines(folder, segments)
    .filter(({ text }) => text.length <= LONGEST_LINE)
    .map(({ text, edge }): Place => ({ line: takeApart(folder, text), isEdge: edge !== null }));
  for (const wantsShort of [true, false]) {
    for (const wantsEdge of [true, false]) {
      yield* places.filter(({ line, isEdge }) => isEdge === wantsEdge && line.isShort === wantsShort);
    }
  }
}
