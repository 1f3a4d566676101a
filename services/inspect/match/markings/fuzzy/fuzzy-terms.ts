import type { TermMeaning } from '../mark.ts';

/** A term as it is looked for in what a reader misread: its letters without gaps, and pieces of them of which one must be whole. */
export interface FuzzyTerm {
  readonly letters: string;
  readonly words: readonly string[];
  readonly pieces: readonly string[];
  readonly budget: number;
  readonly meanings: TermMeaning[];
}

/** One edit for every six letters; shorter terms must be exact, and the exact reader has seen those. */
export const LETTERS_PER_EDIT = 6;

/** Finds the terms of which a piece stands in a line, without looking at the others. */
export function pieceIndex(terms: readonly FuzzyTerm[]): (squeezed: string) => ReadonlySet<FuzzyTerm> {
  const byPiece = new Map<string, FuzzyTerm[]>();
  for (const term of terms) {
    for (const piece of term.pieces) byPiece.set(piece, [...(byPiece.get(piece) ?? []), term]);
  }
  const sizes = [...new Set([...byPiece.keys()].map((piece) => piece.length))];
  return (squeezed) => {
    const found = new Set<FuzzyTerm>();
    for (const size of sizes) {
      for (let at = 0; at + size <= squeezed.length; at += 1) {
        for (const term of byPiece.get(squeezed.slice(at, at + size)) ?? []) {
          if (squeezed.length >= term.letters.length - term.budget) found.add(term);
        }
      }
    }
    return found;
  };
}

export function piecesOf(letters: string): { pieces: string[]; budget: number } {
  const budget = Math.floor(letters.length / LETTERS_PER_EDIT);
  // A budget of k edits breaks at most k of k + 1 pieces; cheap confusions may break more, so the pieces are kept short.
  const count = Math.min(Math.floor(letters.length / 3), Math.ceil(budget * 1.5) + 1);
  const size = Math.floor(letters.length / count);
  const pieces = Array.from({ length: count }, (_, at) => letters.slice(at * size, (at + 1) * size));
  return { pieces, budget };
}
