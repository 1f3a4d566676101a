import type { Uninspected } from '../../../shared/messages/verdict.ts';
import type { Answer } from './child-handle.ts';
import type { Limits } from './limits.ts';

/** What needs no child to be refused. */
export function refuseUnopened(bytes: Uint8Array, limits: Limits): Uninspected | null {
  if (bytes.length === 0) return { part: 'file', reason: 'empty', limit: null };
  if (bytes.length <= limits.fileBytes) return null;
  return { part: 'file', reason: 'too-large', limit: { name: 'fileBytes', value: limits.fileBytes } };
}

/** What the end of a child leaves unlooked at. */
export function endOf(answer: Answer, limits: Limits): Uninspected[] {
  switch (answer.end) {
    case 'done':
      return [];
    case 'time-out':
      return [{ part: 'file', reason: 'time-out', limit: { name: 'wallMs', value: limits.wallMs } }];
    case 'out-of-memory':
      return [
        { part: 'file', reason: 'out-of-memory', limit: { name: 'memoryBytes', value: limits.memoryBytes } },
      ];
    case 'sandbox-died':
      return [{ part: 'file', reason: 'sandbox-died', limit: null }];
  }
}
