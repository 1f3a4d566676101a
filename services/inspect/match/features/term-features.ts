import { FEATURE_BYTES, hashOfWindow, keyedHash, STOOD, stoodOf } from '../../feature.ts';
import type { Folder } from '../markings/fold.ts';
import type { RuleFile, Strength } from '../markings/rule-file.ts';
import { windowsOfTerm } from './windows.ts';

/** A term of a rule that can be looked for among kept features, and where it stands there. */
export interface SoughtTerm {
  readonly level: string;
  readonly rank: number;
  readonly text: string;
  readonly strength: Strength | 'portion';
  /** All of these, keyed. */
  readonly hashes: readonly Buffer[];
}

export interface UnseenTerm {
  readonly level: string;
  readonly text: string;
}

/** The terms and portion marks of a file, as features; and those of which a preview can see nothing. */
export function termFeatures(
  folder: Folder,
  file: RuleFile,
  key: Uint8Array,
): { readonly sought: readonly SoughtTerm[]; readonly unseen: readonly UnseenTerm[] } {
  const sought: SoughtTerm[] = [];
  const unseen: UnseenTerm[] = [];
  if (file.kind !== 'marks') return { sought, unseen };
  for (const { id: level, rank, terms, portions, strength: usual } of file.levels) {
    const add = (text: string, strength: SoughtTerm['strength']): void => {
      const windows = windowsOfTerm(folder, text);
      if (windows === null) unseen.push({ level, text });
      else {
        const hashes = windows.map((window) => keyedHash(hashOfWindow(window), key));
        sought.push({ level, rank, text, strength, hashes });
      }
    };
    for (const term of terms) {
      if (typeof term === 'string') add(term, usual);
      else add(term.text, term.strength ?? usual);
    }
    for (const portion of portions) add(`(${portion})`, 'portion');
  }
  return { sought, unseen };
}

/** A table of what is sought, for going through many documents' features once each. */
export function createTermSearch(
  sought: readonly SoughtTerm[],
): (features: Uint8Array) => readonly { readonly term: SoughtTerm; readonly stood: number }[] {
  const byHash = new Map<string, Array<{ term: SoughtTerm; part: number }>>();
  for (const term of sought) {
    term.hashes.forEach((hash, part) => {
      const name = hash.toString('latin1');
      byHash.set(name, [...(byHash.get(name) ?? []), { term, part }]);
    });
  }
  return (bytes) => {
    const features = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const seen = new Map<SoughtTerm, Map<number, number>>();
    for (let at = 0; at + FEATURE_BYTES <= features.length; at += FEATURE_BYTES) {
      const stood = stoodOf(features, at);
      const last = String.fromCharCode((features[at + FEATURE_BYTES - 1] ?? 0) - stood);
      const name = features.toString('latin1', at, at + FEATURE_BYTES - 1) + last;
      for (const { term, part } of byHash.get(name) ?? []) {
        const parts = seen.get(term) ?? new Map<number, number>();
        seen.set(term, parts.set(part, stood));
      }
    }
    return [...seen]
      .filter(([term, parts]) => parts.size === term.hashes.length)
      .map(([term, parts]) => ({ term, stood: Math.max(...parts.values()) }));
  };
}

/**
 * Whether a mark that stood so would be found rather than doubted. The same reasons as `judge.ts` without what stands
 * around it, which nobody kept: a guess that errs towards `doubtful`.
 */
export function wouldBeFound(strength: SoughtTerm['strength'], stood: number): boolean {
  const [alone, edge, capitals] = [STOOD.alone, STOOD.edge, STOOD.capitals].map((bit) => (stood & bit) !== 0);
  switch (strength) {
    case 'notice':
      return true;
    case 'distinctive':
    case 'phrase':
      return alone === true || edge === true;
    case 'word':
      return alone === true && edge === true && capitals === true;
    case 'weak':
    case 'portion':
      return false;
  }
}
