import type { Storage } from '../old-office/compound-storage.ts';
import type { Opened } from '../opened.ts';
import { labelSegment } from '../text-segment.ts';

const STRING = /^__substg1\.0_([89A-F][0-9A-F]{3})[01]01([EF])(?:-\d{8})?$/i;
const NAMES = '__nameid_version1.0';
const ENTRIES = '__substg1.0_00030102';
const STRINGS = '__substg1.0_00040102';
const ENTRY_BYTES = 8;
const FIRST_NAMED = 0x8000;
const BY_NAME = 1;

/**
 * [MS-OXMSG] 2.2.3: properties that have a name instead of a number, as labels by that name: sensitivity labels of a message that was
 * never sent (`msip_labels`), categories, what add-ins write.
 */
export function namedProperties(root: Storage, part: string): Opened[] {
  const names = namesIn(root.storages.find(({ name }) => name === NAMES));
  return root.streams.flatMap((stream) => {
    const [, id = '', kind] = STRING.exec(stream) ?? [];
    const bytes = id === '' ? null : root.get(stream);
    if (bytes === null) return [];
    const value = Buffer.from(bytes)
      .toString(kind === 'E' ? 'latin1' : 'utf16le')
      .replaceAll('\0', '')
      .trim();
    return value === '' ? [] : [labelSegment({ key: names.get(Number.parseInt(id, 16)) ?? id, value, part })];
  });
}

function namesIn(storage: Storage | undefined): ReadonlyMap<number, string> {
  const [entries, strings] = [ENTRIES, STRINGS].map((name) => Buffer.from(storage?.get(name) ?? []));
  const names = new Map<number, string>();
  if (!entries || !strings) return names;
  for (let at = 0; at + ENTRY_BYTES <= entries.length; at += ENTRY_BYTES) {
    const offset = entries.readUInt32LE(at);
    if ((entries.readUInt16LE(at + 4) & 1) !== BY_NAME || offset + 4 > strings.length) continue;
    const name = strings.subarray(offset + 4, offset + 4 + strings.readUInt32LE(offset)).toString('utf16le');
    names.set(FIRST_NAMED + entries.readUInt16LE(at + 6), name);
  }
  return names;
}
