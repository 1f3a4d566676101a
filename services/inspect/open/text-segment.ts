import type { Zone } from '../../../shared/messages/parts.ts';
import type { Column } from '../report.ts';
import type { Opened } from './opened.ts';

/** A stretch of text the file held as text. */
export function textSegment(of: {
  text: string;
  part: string;
  page: number | null;
  zone: Zone;
  /** Of a cell: the columns it stands in. */
  columns?: readonly Column[] | undefined;
}): Opened {
  return {
    kind: 'text',
    segment: {
      text: of.text,
      where: { part: of.part, page: of.page, zone: of.zone, box: null },
      source: 'text',
      key: null,
      ocrConfidence: null,
      ...(of.columns === undefined ? {} : { columns: of.columns }),
      looks: null,
    },
  };
}

/** A piece of metadata: the property's name goes to the matcher as it stands in the file. */
export function labelSegment(of: { key: string; value: string; part: string }): Opened {
  return {
    kind: 'text',
    segment: {
      text: of.value,
      where: { part: of.part, page: null, zone: 'properties', box: null },
      source: 'label',
      key: of.key,
      ocrConfidence: null,
      looks: null,
    },
  };
}
