import { createHash } from 'node:crypto';

/** The same document in the same source is the same incident; in another source it is another: nothing is joined over sources. */
export function incidentIdOf(source: string, sha256: string): string {
  return `inc_${createHash('sha256').update(`${source}|${sha256}`).digest('hex').slice(0, 24)}`;
}
