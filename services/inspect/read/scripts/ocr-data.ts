import { createHash } from 'node:crypto';

/** What a verdict has room for. Answers are kept under it, so what is cut off is still told apart, by a digest of the whole. */
export function withinLimit(data: string): string {
  if (data.length <= MOST_DATA) return data;
  const digest = createHash('sha256').update(data).digest('hex').slice(0, 12);
  return `${data.slice(0, MOST_DATA - digest.length - 1)}#${digest}`;
}
const MOST_DATA = 160;
