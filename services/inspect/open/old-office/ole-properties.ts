import type { Opened } from '../opened.ts';
import { legacyText } from '../text/legacy-text.ts';
import { labelSegment } from '../text-segment.ts';
import type { Storage } from './compound-storage.ts';

/** [MS-OLEPS]: names of the summary properties that are text. */
const SUMMARY: Readonly<Record<number, string>> = {
  2: 'Title',
  3: 'Subject',
  4: 'Author',
  5: 'Keywords',
  6: 'Comments',
};
const DOCUMENT: Readonly<Record<number, string>> = {
  2: 'Category',
  14: 'Manager',
  15: 'Company',
  26: 'ContentType',
  27: 'ContentStatus',
};
const VT_LPSTR = 0x1e;
const VT_LPWSTR = 0x1f;
const MOST_PROPERTIES = 2000;

/** Document properties of an old office file as labels, custom ones (where sensitivity labels stand) included. */
export function* oleProperties(storage: Storage, part: string): Iterable<Opened> {
  for (const [name, known] of [
    ['\u0005SummaryInformation', SUMMARY],
    ['\u0005DocumentSummaryInformation', DOCUMENT],
  ] as const) {
    const stream = storage.get(name);
    if (stream !== null) yield* propertiesOf(Buffer.from(stream), known, part);
  }
}

function* propertiesOf(
  buffer: Buffer,
  known: Readonly<Record<number, string>>,
  part: string,
): Iterable<Opened> {
  if (buffer.length < 48 || buffer.readUInt16LE(0) !== 0xfffe) return;
  const sections = Math.min(2, buffer.readUInt32LE(24));
  for (let index = 0; index < sections; index += 1) {
    const at = 28 + index * 20 + 16;
    if (at + 4 > buffer.length) return;
    const section = buffer.subarray(buffer.readUInt32LE(at));
    const offsets = offsetsOf(section);
    const custom = index === 1 ? dictionaryOf(section, offsets.get(0) ?? null) : null;
    for (const [id, offset] of offsets) {
      const key = custom === null ? known[id] : custom.get(id);
      const value = textAt(section, offset);
      if (key !== undefined && value !== null && value.trim() !== '')
        yield labelSegment({ key, value, part });
    }
  }
}

function offsetsOf(section: Buffer): Map<number, number> {
  const offsets = new Map<number, number>();
  if (section.length < 8) return offsets;
  const count = Math.min(MOST_PROPERTIES, section.readUInt32LE(4));
  for (let at = 8; at + 8 <= section.length && offsets.size < count; at += 8) {
    offsets.set(section.readUInt32LE(at), section.readUInt32LE(at + 4));
  }
  return offsets;
}

/** Names of custom properties; in the ANSI form, which every writer of Word 97 files uses. */
function dictionaryOf(section: Buffer, offset: number | null): Map<number, string> {
  const names = new Map<number, string>();
  if (offset === null || offset + 4 > section.length) return names;
  const count = Math.min(MOST_PROPERTIES, section.readUInt32LE(offset));
  let at = offset + 4;
  for (let index = 0; index < count && at + 8 <= section.length; index += 1) {
    const length = section.readUInt32LE(at + 4);
    names.set(section.readUInt32LE(at), legacyText(section.subarray(at + 8, at + 8 + length)));
    at += 8 + length;
  }
  return names;
}

function textAt(section: Buffer, offset: number): string | null {
  if (offset + 8 > section.length) return null;
  const type = section.readUInt32LE(offset);
  const length = section.readUInt32LE(offset + 4);
  if (type === VT_LPSTR) return legacyText(section.subarray(offset + 8, offset + 8 + length));
  if (type !== VT_LPWSTR) return null;
  return section
    .subarray(offset + 8, offset + 8 + length * 2)
    .toString('utf16le')
    .replace(/\0.*$/s, '');
}
