import type { CloseReason, Finding, Kind, Status, UninspectedPart } from '../contract.ts';

/** Codes of the contract in the words analysts use. */

export const STATUS_WORDS: Record<Status, string> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  closed: 'Closed',
};

export const CLOSE_REASONS: Record<
  CloseReason,
  { readonly label: string; readonly hint: string; readonly kinds: readonly Kind[] }
> = {
  'inspected-by-hand': {
    label: 'Inspected by hand',
    hint: 'Somebody cleared for it looked at the file.',
    kinds: ['uninspected'],
  },
  contained: {
    label: 'Contained',
    hint: 'Deleted in every channel it was posted to.',
    kinds: ['found', 'uninspected'],
  },
  authorised: {
    label: 'Authorised',
    hint: 'These channels are cleared for this level.',
    kinds: ['found', 'uninspected'],
  },
  'not-a-marking': {
    label: 'Not a marking',
    hint: 'The words are there, but mark nothing.',
    kinds: ['found'],
  },
  declassified: { label: 'Declassified', hint: 'The marking no longer holds.', kinds: ['found'] },
  exercise: { label: 'Exercise', hint: 'Training or test material.', kinds: ['found', 'uninspected'] },
  other: { label: 'Other', hint: 'Say what in the comment.', kinds: ['found', 'uninspected'] },
};

export function closeReasonWord(code: string): string {
  return new Map<string, { label: string }>(Object.entries(CLOSE_REASONS)).get(code)?.label ?? plain(code);
}

export const UNINSPECTED_WORDS: Record<UninspectedPart['reason'], string> = {
  'unsupported-type': 'Type not supported',
  empty: 'Empty',
  damaged: 'Damaged',
  encrypted: 'Encrypted',
  'too-large': 'Too large',
  'too-many-pixels': 'Too many pixels',
  'too-many-pages': 'Too many pages',
  'too-many-entries': 'Too many entries',
  'too-deep': 'Nested too deep',
  'too-compressed': 'Compressed too much',
  'time-out': 'Took too long',
  'out-of-memory': 'Took too much memory',
  'sandbox-died': 'Broke the sandbox',
  'unreadable-script': 'Script not installed',
  unreadable: 'Could not be read',
  'macro-only': 'Macros only',
  'multi-part': 'One part of a split archive',
};

export function uninspectedWord(code: string): string {
  return new Map<string, string>(Object.entries(UNINSPECTED_WORDS)).get(code) ?? plain(code);
}

export const KIND_WORDS: Record<Finding['kind'], string> = {
  marking: 'Marking',
  label: 'Label in the file',
  document: 'Registered document',
  picture: 'Registered picture',
};

export const ZONE_WORDS: Record<Finding['where']['zone'], string> = {
  header: 'header',
  footer: 'footer',
  title: 'title',
  body: 'body',
  cell: 'cell',
  properties: 'file properties',
  watermark: 'watermark',
  stamp: 'stamp',
  unknown: 'place unknown',
};

const ACTIONS = new Map([
  ['incident.acknowledge', 'acknowledged'],
  ['incident.close', 'closed'],
  ['incident.reopen', 'reopened'],
  ['evidence.view', 'viewed the evidence'],
]);
export const actionWord = (code: string): string => ACTIONS.get(code) ?? plain(code);

export function regimeWord(regime: string | null): string {
  return regime === null ? '' : regime.toUpperCase();
}

/** In words first: a bare number invites false precision. */
export function confidenceWord(confidence: number): string {
  const word =
    confidence >= 0.9 ? 'high' : confidence >= 0.7 ? 'fair' : confidence >= 0.5 ? 'low' : 'doubtful';
  return `${word} (${Math.round(confidence * 100)} %)`;
}

export function placeWord({ where, places }: Pick<Finding, 'where' | 'places'>): string {
  const parts = [
    where.part === '' ? '' : `part ${where.part}`,
    where.page === null ? '' : `page ${where.page}`,
    ZONE_WORDS[where.zone],
  ].filter((part) => part !== '');
  return `${parts.join(', ')}${places > 1 ? ` and ${places - 1} more ${places === 2 ? 'place' : 'places'}` : ''}`;
}

export function sizeWord(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KiB` : `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}

export const plain = (code: string): string => code.replaceAll('-', ' ').replaceAll('.', ' ');
export const count = (value: number, one: string, many = `${one}s`): string =>
  `${value} ${value === 1 ? one : many}`;
