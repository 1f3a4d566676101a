/** From as many lines on that could not be read it may be that nothing on the page can be, which only more lines tell; and as many settle it. */
const FAILED = { often: 2, surely: 3 };

/** One line that was read, in whichever way. */
export interface Attempt {
  /** Surely a line that somebody wrote, not what leaves and bricks look like. */
  readonly isWriting: boolean;
  /** A word of a mark stands on it, surely, or probably on what is surely writing. */
  readonly isMark: boolean;
  readonly isLegible: boolean;
}

/** What of a page could not be read. */
export interface Unread {
  note(attempt: Attempt): void;
  isInDoubt(): boolean;
  /** Half of its writing or more could not be read, or a line that bears a mark, and no mark was found. */
  isUnreadable(isFound: () => boolean): boolean;
}

export function createUnread(): Unread {
  let lines = 0;
  let failed = 0;
  let marks = 0;
  return {
    note({ isWriting, isMark, isLegible }) {
      if (isWriting) lines++;
      if (isWriting && !isLegible) failed++;
      if (isMark && !isLegible) marks++;
    },
    isInDoubt: () => failed >= FAILED.often && failed >= lines / 2,
    isUnreadable: (isFound) => (failed >= FAILED.surely && failed >= lines / 2) || (marks > 0 && !isFound()),
  };
}
