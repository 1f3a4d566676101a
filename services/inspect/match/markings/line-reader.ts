import { isHalf, isSameColumn, pairOf } from './broken-lines.ts';
import type { CompiledRules } from './compile.ts';
import type { Line } from './document-lines.ts';
import { type ChooseRegime, candidateOfPair, candidatesOfLine } from './find-candidates.ts';
import type { Candidate } from './mark.ts';

/** Reads the lines of one document. */
export interface LineReader {
  /** Every mark that the line might carry. */
  read(line: Line): readonly Candidate[];
  /** Levels that are broken over two lines. */
  readBroken(lines: readonly Line[]): readonly Candidate[];
}

/**
 * Lines of the same letters are read once: headers return on every page, and sheets say the same in every row. What a line is read
 * as hangs on its letters and on whether an eye or a file gave them; where it stands is asked when it is judged.
 */
export function createLineReader(rules: CompiledRules, choose: ChooseRegime): LineReader {
  const known = {
    typed: new Map<string, readonly Candidate[]>(),
    seen: new Map<string, readonly Candidate[]>(),
  };
  const knownPairs = new Map<string, Candidate | null>();
  return {
    read(line) {
      const readings = line.segment.source === 'ocr' ? known.seen : known.typed;
      const reading = readings.get(line.text) ?? candidatesOfLine(rules, line, choose);
      readings.set(line.text, reading);
      return reading.map((one) => ({ ...one, line }));
    },
    readBroken(lines) {
      const half = lines.map(isHalf);
      return lines.flatMap((first, at) => {
        const second = lines[at + 1];
        if (!second || !half[at] || !half[at + 1] || !isSameColumn(first, second)) return [];
        const reading = readPair(first, second);
        return reading ? [{ ...reading, line: { ...reading.line, ...placeOf(first) } }] : [];
      });
    },
  };

  function readPair(first: Line, second: Line): Candidate | null {
    const key = `${first.text}\n${second.text}`;
    const reading = knownPairs.get(key);
    if (reading !== undefined) return reading;
    const made = candidateOfPair(rules, pairOf(first, second), choose);
    knownPairs.set(key, made);
    return made;
  }
}

function placeOf({ segment, index, edge, pageLines }: Line): Omit<Line, 'text' | 'folded'> {
  return { segment, index, edge, pageLines };
}
