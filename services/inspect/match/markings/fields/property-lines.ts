import type { TextSegment } from '../../../report.ts';
import type { Line } from '../document-lines.ts';
import type { Span } from '../mark.ts';
import { codedProperties } from './coded-properties.ts';

/** A property that stands in a line of text, and the letters that nothing else may read. */
export interface WrittenProperty extends Span {
  readonly line: Line;
  readonly key: string;
  readonly value: string;
}

/** Metadata of a file that was written out as text: exported properties, a mail's headers, a dump of `custom.xml`, a record's coded labels. */
export interface PropertyLines {
  /** The properties as the opener would have handed them over. */
  readonly segments: readonly TextSegment[];
  /** Whether a property holds the place: its words are read as labels, which may be switched off. */
  covers(line: Line, span: Span): boolean;
}

const PROPERTY =
  /^[\s"'*-]{0,12}(MSIP[_ ]Label[_ ][\dA-F-]{8,40}[_ ][A-Za-z]{2,20}|msip_labels|bjDocumentSecurityLabel)["']?\s{0,30}[:=]\s{0,9}(.*)$/i;
const ELEMENT =
  /name="(MSIP_Label_[\dA-Fa-f-]{8,40}_[A-Za-z]{2,20})"[^<>]{0,200}>\s{0,9}<vt:[a-z]{2,12}>([^<>]{0,200})</;

export function propertyLines(lines: readonly Line[]): PropertyLines {
  const properties = [...namedProperties(lines), ...codedProperties(lines)];
  const byLine = new Map<Line, readonly Span[]>();
  for (const one of properties) byLine.set(one.line, [...(byLine.get(one.line) ?? []), one]);
  return {
    segments: properties.map(({ line, key, value }) => ({
      ...line.segment,
      source: 'label',
      key,
      text: value,
    })),
    covers: (line, { start, end }) =>
      byLine.get(line)?.some((one) => one.start < end && start < one.end) ?? false,
  };
}

function namedProperties(lines: readonly Line[]): readonly WrittenProperty[] {
  return lines.flatMap((line): WrittenProperty[] => {
    if (!/msip[_ ]label|bjDocumentSecurityLabel/i.test(line.text)) return [];
    const match = PROPERTY.exec(line.text) ?? ELEMENT.exec(line.text);
    if (!match) return [];
    const [, key = '', value = ''] = match;
    const plain = value.trim().replace(/^["'](.*)["'],?$/, '$1');
    return [{ line, key: key.replaceAll(' ', '_'), value: plain, start: 0, end: line.text.length }];
  });
}
