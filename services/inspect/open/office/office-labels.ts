import { Parser } from 'htmlparser2';
import type { Opened } from '../opened.ts';
import { labelSegment } from '../text-segment.ts';

const DEEPEST = 200;

/**
 * Document properties and embedded labels as key and value: core and custom properties ("MSIP_Label_…_Name"), LabelInfo.xml
 * (its GUIDs), and XML that labelling products leave in the package: attributes too, because some keep the level there.
 */
export function officeLabels(xml: string, { part }: { part: string }): Opened[] {
  const out: Opened[] = [];
  const stack: Array<{ key: string; text: string }> = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (stack.length >= DEEPEST) throw new RangeError(`Expected at most ${DEEPEST} nested elements`);
        const own = attributes.name ?? attributes['meta:name'] ?? attributes.key;
        const local = name.slice(name.indexOf(':') + 1);
        // A custom property is <property name="KEY"><vt:lpwstr>VALUE</vt:lpwstr></property>.
        const inherited = name.startsWith('vt:') ? stack.at(-1)?.key : undefined;
        stack.push({ key: own ?? inherited ?? local, text: '' });
        for (const [attribute, value] of Object.entries(attributes)) {
          if (/^xmlns|schemaLocation|^(fmtid|pid|name|key|meta:name|meta:value-type)$|^xsi:/.test(attribute))
            continue;
          if (value.trim() !== '')
            out.push(labelSegment({ key: `${own ?? local}@${attribute}`, value, part }));
        }
      },
      ontext(data) {
        const top = stack.at(-1);
        if (top !== undefined) top.text += data;
      },
      onclosetag() {
        const top = stack.pop();
        if (top !== undefined && top.text.trim() !== '') {
          if (top.key === 'DataMashup') out.push(...queriesIn(top.text));
          else out.push(labelSegment({ key: top.key, value: top.text.trim(), part }));
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return out;
}

const QUERIES_AT = 8;
/** Behind whatever else a part may hold. */
const ORDINAL = 100_000;

/** [MS-QDEFF] 2.1: queries of a workbook are a package of their own: a version, a length, a zip. */
function queriesIn(base64: string): Opened[] {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length <= QUERIES_AT) return [];
  const zip = bytes.subarray(QUERIES_AT, QUERIES_AT + bytes.readUInt32LE(4));
  return [{ kind: 'file', bytes: zip, name: null, ordinal: ORDINAL }];
}
