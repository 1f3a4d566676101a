import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileRules } from './compile.ts';
import { documentLines } from './document-lines.ts';
import type { ChooseRegime } from './find-candidates.ts';
import { createLineReader } from './line-reader.ts';
import { loadRules } from './load-rules.ts';
import { segmentsOfText } from './plain-text.ts';

const rules = compileRules(await loadRules([fileURLToPath(new URL('../../../../rules', import.meta.url))]));

function readerOf(text: string) {
  let readings = 0;
  const choose: ChooseRegime = ([first]) => {
    readings += 1;
    return first ?? expect.unreachable('there is a rule to choose');
  };
  const lines = documentLines(rules.folder, segmentsOfText(text));
  return { lines, reader: createLineReader(rules, choose), readings: () => readings };
}

describe('a line that returns', () => {
  it('is read once, and is a mark wherever it stands', () => {
    const { lines, reader, readings } = readerOf('Geheim\n'.repeat(1000));
    const candidates = lines.flatMap((line) => reader.read(line));
    expect(candidates.map(({ line }) => line.index)).toEqual(lines.map(({ index }) => index));
    expect(readings()).toBe(1);
  });

  it('is read once where it is a mark in two halves', () => {
    const { lines, reader, readings } = readerOf('VS-NUR FÜR DEN\nDIENSTGEBRAUCH\n\n'.repeat(1000));
    const candidates = reader.readBroken(lines);
    expect(candidates).toHaveLength(1000);
    expect(candidates.at(-1)?.line).toMatchObject({ index: 1998, text: 'VS-NUR FÜR DEN DIENSTGEBRAUCH' });
    expect(readings()).toBeLessThan(4);
  });

  it('is read anew where an eye read it and no file gave it', () => {
    const { lines, reader } = readerOf('Vertrauiich\nVertrauiich');
    const [typed, seen] = lines;
    if (!typed || !seen) return expect.unreachable('there are two lines');
    const ocr = { ...seen, segment: { ...seen.segment, source: 'ocr' as const } };
    expect([typed, ocr, typed].map((line) => reader.read(line).length)).toEqual([0, 1, 0]);
  });
});
