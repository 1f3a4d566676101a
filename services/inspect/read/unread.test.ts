import { expect, it } from 'vitest';
import { type Attempt, createUnread } from './unread.ts';

const read: Attempt = { isWriting: true, isMark: false, isLegible: true };
const failed: Attempt = { ...read, isLegible: false };

/** What is said of a page with these lines, when a mark was found on it and when not. */
function said(...attempts: readonly Attempt[]) {
  const unread = createUnread();
  for (const attempt of attempts) unread.note(attempt);
  return {
    inDoubt: unread.isInDoubt(),
    unreadable: [true, false].map((isFound) => unread.isUnreadable(() => isFound)),
  };
}

it('takes a page for unreadable when half of its writing failed, three lines at least', () => {
  expect(said(failed, failed)).toEqual({ inDoubt: true, unreadable: [false, false] });
  expect(said(failed, failed, failed, read, read, read).unreadable).toEqual([true, true]);
  expect(said(failed, failed, failed, read, read, read, read)).toEqual({
    inDoubt: false,
    unreadable: [false, false],
  });
});

it('counts nothing that may be leaves or bricks', () => {
  const leaves = { ...failed, isWriting: false };
  expect(said(leaves, leaves, leaves, leaves)).toEqual({ inDoubt: false, unreadable: [false, false] });
});

it('takes a page for unreadable when one line that surely bears a mark failed, unless one was found', () => {
  expect(said(read, read, { ...failed, isMark: true }).unreadable).toEqual([false, true]);
  expect(said(read, read, { ...read, isMark: true }).unreadable).toEqual([false, false]);
});
