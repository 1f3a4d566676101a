import { lastUpTo } from '../../../last-up-to.ts';
import type { Line } from '../document-lines.ts';
import type { WrittenProperty } from './property-lines.ts';

/** ISM's attributes: `"ism:classification":"S"`, `ism:ownerProducer="USA"`, `"disseminationControls": ["NF", "OC"]`. */
const ISM =
  /\b(classification|ownerProducer|disseminationControls|SCIcontrols|SARIdentifier|atomicEnergyMarkings|nonICmarkings|releasableTo|declassDate)"?\s{0,4}[:=]\s{0,4}(?:"([^"\\]{0,80})"|\[([^\][]{0,160})\])/dgi;
/** A confidentiality label after STANAG 4774, in XML or in JSON. */
const ELEMENT =
  /<(?:[A-Za-z][\w.-]{0,20}:)?(PolicyIdentifier|Classification)(?: [^<>]{0,200})?>\s{0,40}([^<>\s][^<>]{0,38})<\//dg;
const PAIR =
  /"(?:[A-Za-z][\w.-]{0,20}:)?(policyIdentifier|classification)"\s{0,4}:\s{0,4}"([^"\\]{1,40})"/dgi;

/** Whose letters they are, in a record as ISM has it: there `S` is a level and no size. */
const OWNED = /ownerProducer"?\s{0,4}[:=]\s{0,4}\[?\s{0,4}"[A-Z_]{3,20}[" ]/;

/** Labels whose parts are codes, in a file of XML or JSON that is read as text. */
export function codedProperties(lines: readonly Line[]): readonly WrittenProperty[] {
  if (!lines.some(({ text }) => mayHoldCodedLabel(text))) return [];
  const parts = new Map<string, Line[]>();
  for (const line of lines) {
    const { part } = line.segment.where;
    const others = parts.get(part);
    if (others) others.push(line);
    else parts.set(part, [line]);
  }
  return [...parts.values()].flatMap(propertiesOfPart);
}

/** What is asked of every document: whether a file may hold such a label. */
export function mayHoldCodedLabel(text: string): boolean {
  return text.includes('ownerProducer') || text.includes('olicyIdentifier');
}

function propertiesOfPart(lines: readonly Line[]): readonly WrittenProperty[] {
  const { text, placed } = joined(lines);
  // JSON in a text about it is somebody's example.
  const isRecord = /^\s{0,40}[[{<]/.test(text);
  return [
    ...(isRecord && OWNED.test(text) ? ismProperties(text, placed) : []),
    ...(text.includes('olicyIdentifier') ? policyProperties(text, isRecord, placed) : []),
  ];
}

type Placed = (key: string, value: string, at: number) => WrittenProperty[];

function ismProperties(text: string, placed: Placed): readonly WrittenProperty[] {
  return [...text.matchAll(ISM)].flatMap(({ 1: name = '', 2: value, 3: list = '', indices }) =>
    placed(
      `ism:${name}`,
      value ?? list.replace(/[",]+/g, ' ').trim(),
      indices?.[value === undefined ? 3 : 2]?.[0] ?? 0,
    ),
  );
}

function policyProperties(text: string, isRecord: boolean, placed: Placed): readonly WrittenProperty[] {
  return [...text.matchAll(ELEMENT), ...(isRecord ? text.matchAll(PAIR) : [])].flatMap(
    ({ 1: name = '', 2: value = '', indices }) =>
      placed(/^p/i.test(name) ? 'PolicyIdentifier' : 'Classification', value.trim(), indices?.[2]?.[0] ?? 0),
  );
}

/** Values may stand a line below the names of their elements. */
function joined(lines: readonly Line[]): { text: string; placed: Placed } {
  const starts: number[] = [];
  let text = '';
  for (const line of lines) {
    starts.push(text.length);
    text += `${line.text}\n`;
  }
  return {
    text,
    placed: (key, value, at) => {
      const index = lastUpTo(starts, at);
      const [line, from] = [lines[index], starts[index]];
      if (!line || from === undefined) return [];
      return [{ line, key, value, start: at - from, end: at - from + value.length }];
    },
  };
}
