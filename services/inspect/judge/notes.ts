import type { Note, Uninspected } from '../../../shared/messages/verdict.ts';
import { isMisnamed, isNamedAsPart, partOfSplit } from '../open/name-mismatch.ts';
import type { Report } from '../report.ts';

/** The notes of a report, and the one about the name it was posted under: that is not the file's, so it is never cached. */
export function notesOf(report: Report, name: string | null): Note[] {
  const own: Note[] = isMisnamed(name, report.mediaType) ? [{ part: 'file', code: 'name-mismatch' }] : [];
  return [...own, ...(report.notes ?? [])];
}

/** What was not inspected; of a file that was posted under the name of one part of several, as that. */
export function uninspectedOf(report: Report, name: string | null): readonly Uninspected[] {
  if (!isNamedAsPart(name)) return report.uninspected;
  return report.uninspected.map((note) => (note.part === 'file' ? partOfSplit(note) : note));
}
