import type { Rank } from '../../../../shared/messages/parts.ts';

/** What one way of reading a picture said of it. */
export interface Said {
  readonly verdict: 'found' | 'clean' | 'uninspected';
  readonly rank: Rank | null;
  /** Of the findings with that rank. */
  readonly regimes: readonly string[];
  readonly lines: readonly string[];
  /** Why something was not inspected, each once. */
  readonly reasons: readonly string[];
}

export interface Method {
  /** `forwards`: how often the same picture is posted; more than once only for what keeps verdicts. */
  read(bytes: Buffer, forwards: number): Promise<Said>;
  close(): Promise<void>;
}

export const OURS = [
  'neural:fast',
  'neural:balanced',
  'neural:thorough',
  'tesseract:fast',
  'tesseract:balanced',
  'tesseract:thorough',
] as const;
/** `floor` only decodes; `naive` is the tesseract.js loop of its README; `native` the command line of Debian's tesseract. */
export const METHODS = ['floor', 'naive', 'native', ...OURS] as const;
export type MethodName = (typeof METHODS)[number];

export const isOurs = (name: MethodName): boolean => OURS.some((own) => own === name);

export const NOTHING_SAID: Said = { verdict: 'clean', rank: null, regimes: [], lines: [], reasons: [] };
