import type { Line } from '../document-lines.ts';
import type { Folder } from '../fold.ts';
import type { Candidate, Evidence, Span } from '../mark.ts';
import { codedLevels } from './coded-levels.ts';
import { documentLabels } from './document-labels.ts';
import { quotedPastes } from './quoted-pastes.ts';
import { recordLabels } from './record-labels.ts';
import { columnValues } from './register-columns.ts';
import { sharingTags } from './sharing-tags.ts';
import { tableColumnValues } from './table-columns.ts';
import { textRuns } from './text-runs.ts';
import { tickedLevels } from './ticked-levels.ts';

/** A level that stands in a field of a file written as text. */
export interface FieldValue {
  readonly line: Line;
  /** Where its letters stand in the line. */
  readonly place: Span;
  /** Written out, where the document shortens it. */
  readonly value: string;
  readonly evidence: Evidence;
}

/** A field as a line of its own, `Classification: VALUE`, as a form would have it. */
export interface WrittenField {
  readonly line: Line;
  readonly evidence: Evidence;
  /** What is shown of a mark found in it: the letters that the document has. */
  shown(candidate: Span & Pick<Candidate, 'level'>): Shown;
}

/** Where in the document a mark stands that was read from a line made for it. */
export interface Shown extends Span {
  readonly line: Line;
  readonly level: Span;
}

const NAME = 'Classification: ';

/**
 * Fields that hold a level in files written as text: the level column of a register or a table, the labels of an XML or a JSON file, a step by
 * its number.
 */
export function writtenFields(folder: Folder, lines: readonly Line[]): WrittenField[] {
  const values = [
    ...columnValues(folder, lines),
    ...tableColumnValues(folder, lines),
    ...documentLabels(lines),
    ...recordLabels(lines),
    ...sharingTags(lines),
    ...codedLevels(folder, lines),
    ...tickedLevels(lines),
  ].map(({ line, place, value, evidence }): WrittenField => {
    const text = NAME + value;
    const asWritten = line.text.slice(place.start, place.end) === value;
    const back = ({ start, end }: Span): Span => {
      const shift = place.start - NAME.length;
      return asWritten ? { start: Math.max(place.start, start + shift), end: end + shift } : place;
    };
    return {
      line: { ...line, text, folded: folder.fold(text) },
      evidence,
      shown: (candidate) => ({ line, ...back(candidate), level: back(candidate.level) }),
    };
  });
  return [...values, ...quotedPastes(folder, lines), ...textRuns(folder, lines)];
}
