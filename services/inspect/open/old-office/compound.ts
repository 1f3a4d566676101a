import { ContentError } from '../../../../shared/errors.ts';
import { childPart, limited, partName } from '../budget.ts';
import { within } from '../container.ts';
import { openOutlook } from '../mail/outlook.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { reasonOf } from '../reason-of.ts';
import { openStorage, type Storage } from './compound-storage.ts';
import { dataStoreLabels, isDataStoreItem } from './data-store.ts';
import { excelPictures, readExcel97 } from './excel-97.ts';
import { artPictures } from './office-art.ts';
import { packagedFile } from './ole-package.ts';
import { oleProperties } from './ole-properties.ts';
import { powerPointObjects, readPowerPoint97 } from './powerpoint-97.ts';
import { isVbaProject, readVbaForm, readVbaProject } from './vba.ts';
import { readWord97 } from './word-97.ts';

/** Compound files: Word, Excel and PowerPoint before 2007 (and WPS), Outlook messages, encrypted OOXML, embedded objects, macros. */
export const compound: Opener = {
  id: 'compound',
  mediaTypes: ['application/x-cfb', 'application/msword'],
  open: openCompound,
};

async function* openCompound(input: OpenInput): AsyncIterable<Opened> {
  const root = openStorage(input.bytes);
  if (isEncryptedPackage(root)) {
    throw new ContentError('CONTENT_ENCRYPTED', 'Expected an office document without a password');
  }
  if (root.streams.some((name) => name.startsWith('__properties_version'))) {
    yield* openOutlook(root, input);
    return;
  }
  const count = { files: 0, understood: 0 };
  yield* openParts(root, input, count);
  if (count.understood === 0) {
    throw new ContentError('CONTENT_UNSUPPORTED', 'Expected a compound file of a known kind');
  }
}

/** [MS-OFFCRYPTO]: whole documents in one encrypted stream, old and new; PowerPoint encrypts what lies beside its text. */
function isEncryptedPackage({ streams }: Storage): boolean {
  return ['EncryptedPackage', 'EncryptedSummary', '\u0006DataSpaces', '\tDRMContent'].some((name) =>
    streams.includes(name),
  );
}

interface Count {
  files: number;
  understood: number;
}

const READERS = [
  ['WordDocument', readWord97],
  ['Workbook', readExcel97],
  ['Book', readExcel97],
  ['PowerPoint Document', readPowerPoint97],
] as const;

/** One storage and those inside it. What cannot be read in one does not hide the others. */
function* openParts(storage: Storage, input: OpenInput, count: Count): Iterable<Opened> {
  const { streams } = storage;
  const known = READERS.filter(([name]) => streams.includes(name));
  for (const [, read] of known) yield* guarded(input, () => within(input, read(storage, input.part)));
  yield* guarded(input, () => within(input, oleProperties(storage, input.part)));
  if (isVbaProject(storage)) {
    count.understood += 1;
    yield* guarded(input, () => within(input, readVbaProject(storage, input.part)));
  }
  if (isDataStoreItem(storage)) {
    count.understood += 1;
    yield* guarded(input, () => within(input, dataStoreLabels(storage, input.part)));
  }
  if (streams.includes('o') && streams.includes('f')) {
    count.understood += 1;
    yield* within(input, readVbaForm(storage, input.part));
  }
  count.understood += known.length;
  for (const bytes of filesIn(storage)) {
    count.files += 1;
    count.understood += 1;
    yield { kind: 'file', bytes, name: null, ordinal: count.files };
  }
  for (const inner of storage.storages) yield* openInner(inner, input, count);
}

function* openInner(storage: Storage, input: OpenInput, count: Count): Iterable<Opened> {
  const isDocument = READERS.some(([name]) => storage.streams.includes(name));
  if (!isDocument) {
    yield* openParts(storage, input, count);
    return;
  }
  count.files += 1;
  const part = childPart(input.part, count.files);
  if (!input.budget.take('entries', 1)) {
    const note = limited(partName(part), 'too-many-entries', input.budget.limits, 'entries');
    yield { kind: 'uninspected', note };
  } else {
    yield* openParts(storage, { ...input, part }, { files: 0, understood: 0 });
  }
}

/** What was read before the trouble stands. */
function* guarded(input: OpenInput, read: () => Iterable<Opened>): Iterable<Opened> {
  try {
    yield* read();
  } catch (error) {
    yield {
      kind: 'uninspected',
      note: { part: partName(input.part), reason: reasonOf(error), limit: null },
    };
  }
}

/** Files and pictures that a document carries in streams of their own. */
function* filesIn(storage: Storage): Iterable<Uint8Array> {
  for (const name of ['Data', 'Pictures', 'WordDocument', '0Table', '1Table']) {
    const stream = storage.get(name);
    if (stream !== null) yield* artPictures(stream);
  }
  yield* excelPictures(storage);
  yield* powerPointObjects(storage);
  const packaged = storage.get('\u0001Ole10Native');
  if (packaged !== null) yield packagedFile(packaged);
  for (const name of ['Package', 'CONTENTS']) {
    const stream = storage.get(name);
    if (stream !== null) yield stream;
  }
}
