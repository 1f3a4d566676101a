import type { TextSegment } from '../../../report.ts';
import type { Line } from '../document-lines.ts';

/** Metadata of a file that was written out as text: exported properties, a mail's headers, a dump of `custom.xml`. */
export interface PropertyLines {
  /** The properties as the opener would have handed them over. */
  readonly segments: readonly TextSegment[];
  /** Lines that hold nothing else: their words are read as labels, which may be switched off. */
  readonly taken: ReadonlySet<Line>;
}

const PROPERTY =
  /^[\s"'*-]{0,12}(MSIP[_ ]Label[_ ][\dA-F-]{8,40}[_ ][A-Za-z]{2,20}|msip_labels|bjDocumentSecurityLabel)["']?\s{0,30}[:=]\s{0,9}(.*)$/i;
const ELEMENT =
  /name="(MSIP_Label_[\dA-Fa-f-]{8,40}_[A-Za-z]{2,20})"[^<>]{0,200}>\s{0,9}<vt:[a-z]{2,12}>([^<>]{0,200})</;

export function propertyLines(lines: readonly Line[]): PropertyLines {
  const segments: TextSegment[] = [];
  const taken = new Set<Line>();
  for (const line of lines) {
    if (!/msip[_ ]label|bjDocumentSecurityLabel/i.test(line.text)) continue;
    const match = PROPERTY.exec(line.text) ?? ELEMENT.exec(line.text);
    if (!match) continue;
    const [, key = '', value = ''] = match;
    const text = value.trim().replace(/^["'](.*)["'],?$/, '$1');
    segments.push({ ...line.segment, source: 'label', key: key.replaceAll(' ', '_'), text });
    taken.add(line);
  }
  return { segments, taken };
}
