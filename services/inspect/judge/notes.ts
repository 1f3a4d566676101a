import type { Note } from '../../../shared/messages/verdict.ts';
import { isMisnamed } from '../open/name-mismatch.ts';
import type { Report } from '../report.ts';

/** The notes of a report, and the one about the name it was posted under: that is not the file's, so it is never cached. */
export function notesOf(report: Report, name: string | null): Note[] {
  const own: Note[] = isMisnamed(name, report.mediaType) ? [{ part: 'file', code: 'name-mismatch' }] : [];
  return [...own, ...(report.notes ?? [])];
}
