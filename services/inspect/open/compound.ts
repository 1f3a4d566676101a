import { type CFB$Entry, find, read } from 'cfb';
import { ContentError } from '../../../shared/errors.ts';
import { partName } from './budget.ts';
import type { Streams } from './compound-streams.ts';
import { within } from './container.ts';
import { readExcel97 } from './excel-97.ts';
import { olePictures } from './ole-pictures.ts';
import { oleProperties } from './ole-properties.ts';
import type { Opened, Opener, OpenInput } from './opened.ts';
import { openOutlook } from './outlook.ts';
import { readPowerPoint97 } from './powerpoint-97.ts';
import { readWord97 } from './word-97.ts';

/** Compound files: Word, Excel and PowerPoint before 2007 (and WPS), Outlook messages, encrypted OOXML, embedded objects. */
export const compound: Opener = {
  id: 'compound',
  mediaTypes: ['application/x-cfb', 'application/msword', 'application/vnd.ms-outlook'],
  open: openCompound,
};

async function* openCompound(input: OpenInput): AsyncIterable<Opened> {
  const streams = openStreams(input.bytes);
  const names = streams.names();
  if (names.includes('EncryptedPackage')) {
    throw new ContentError('CONTENT_ENCRYPTED', 'Expected an office document without a password');
  }
  if (names.some((name) => name.startsWith('__properties_version'))) {
    yield* openOutlook(input);
    return;
  }
  const readers = [
    ['WordDocument', readWord97],
    ['Workbook', readExcel97],
    ['Book', readExcel97],
    ['PowerPoint Document', readPowerPoint97],
  ] as const;
  const known = readers.filter(([name]) => names.includes(name));
  for (const [, readText] of known) yield* within(input, readText(streams, input.part));
  yield* within(input, oleProperties(streams, input.part));
  let ordinal = 0;
  for (const file of embedded(streams)) {
    ordinal += 1;
    yield { kind: 'file', bytes: file, name: null, ordinal };
  }
  if (names.some((name) => /^(_VBA_PROJECT|VBA)$/i.test(name))) {
    yield { kind: 'uninspected', note: { part: partName(input.part), reason: 'macro-only', limit: null } };
  }
  if (known.length === 0 && ordinal === 0) {
    throw new ContentError('CONTENT_UNSUPPORTED', 'Expected a compound file of a known kind');
  }
}

function openStreams(bytes: Uint8Array): Streams {
  const container = read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { type: 'buffer' });
  const contentOf = (entry: CFB$Entry | null | undefined) =>
    entry?.content === undefined || entry.content === null ? null : Uint8Array.from(entry.content);
  return {
    get: (name) => contentOf(find(container, name)),
    names: () => container.FileIndex.map((entry) => entry.name),
  };
}

/** Files and pictures that such a document carries in streams of their own. */
function* embedded(streams: Streams): Iterable<Uint8Array> {
  for (const name of ['Data', 'Pictures', 'Workbook', 'WordDocument']) {
    const stream = streams.get(name);
    if (stream !== null) yield* olePictures(stream);
  }
  const packaged = streams.get('\u0001Ole10Native');
  if (packaged !== null) yield packagedFile(packaged);
  for (const name of ['Package', 'CONTENTS']) {
    const stream = streams.get(name);
    if (stream !== null) yield stream;
  }
}

/** [MS-OLEDS] 2.3.6: total size, then label, two paths and a size in front of the file's own bytes. */
function packagedFile(stream: Uint8Array): Uint8Array {
  const buffer = Buffer.from(stream);
  let at = 6;
  const skipText = () => {
    const end = buffer.indexOf(0, at);
    at = end < 0 ? buffer.length : end + 1;
  };
  skipText();
  skipText();
  at += 4;
  at += 4 + (at + 4 <= buffer.length ? buffer.readUInt32LE(at) : 0);
  const size = at + 4 <= buffer.length ? buffer.readUInt32LE(at) : 0;
  const file = buffer.subarray(at + 4, at + 4 + size);
  // A header nobody understands: then all of it, to be looked at as whatever it is.
  return file.length > 0 ? file : buffer.subarray(4);
}
