import { describe, expect, it } from 'vitest';
import { judge } from './verdict.ts';

const state = { axis: 'state', rank: 3, confidence: 0.9 } as const;
const corporate = { axis: 'corp', rank: 4, confidence: 0.9 } as const;
const unread = { part: 'page 2', reason: 'unreadable', limit: null } as const;

describe('the verdict', () => {
  it('is found when something protected was found, and not complete when a part was not looked at', () => {
    expect(judge([state], [])).toEqual({ verdict: 'found', complete: true, rank: 3 });
    expect(judge([state], [unread])).toEqual({ verdict: 'found', complete: false, rank: 3 });
  });

  it('is uninspected, never clean, when nothing was found and a part was not looked at', () => {
    expect(judge([], [unread])).toEqual({ verdict: 'uninspected', complete: false, rank: null });
    expect(judge([], [])).toEqual({ verdict: 'clean', complete: true, rank: null });
  });

  it('is not found for a doubtful mark or for one that says unprotected', () => {
    expect(judge([{ ...state, confidence: 0.49 }], []).verdict).toBe('clean');
    expect(judge([{ ...state, rank: 0 }], [])).toEqual({ verdict: 'clean', complete: true, rank: 0 });
  });

  it('is found for a registered document without a rank', () => {
    expect(judge([{ ...state, rank: null }], [])).toEqual({ verdict: 'found', complete: true, rank: null });
  });

  it('ranks by the state axis where there is one', () => {
    expect(judge([corporate, state], []).rank).toBe(3);
    expect(judge([corporate, { ...corporate, rank: 2 }], []).rank).toBe(4);
  });
});
