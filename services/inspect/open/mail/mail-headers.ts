import { BOUNDARY } from './mail-gaps.ts';

const LINES = /(?:(?!--)[^\r\n]+(?:\r?\n|\r|$))*/y;
const PARTING = /^--([^\r\n]+)(?:\r?\n|\r)/gm;

/** The headers of a mail and of each of its parts, as they stand there; what a body quotes is none. */
export function* mailHeaders(source: string): Iterable<string> {
  const known = new Set<string>();
  const blockAt = (at: number): string => {
    LINES.lastIndex = at;
    const [block = ''] = LINES.exec(source) ?? [];
    const [, quoted, bare] = BOUNDARY.exec(block) ?? [];
    const boundary = quoted ?? bare;
    if (boundary !== undefined) known.add(boundary);
    return block;
  };
  yield blockAt(0);
  for (const { 0: line, 1: boundary = '', index } of source.matchAll(PARTING))
    if (known.has(boundary.trimEnd())) yield blockAt(index + line.length);
}
