import { archive } from './archive.ts';
import { unpackEach } from './container.ts';
import type { Opened, Opener, OpenInput } from './opened.ts';
import { zipEntries } from './zip-entries.ts';

/** ZIP, and what is only ZIP by another name. */
export const zip: Opener = {
  id: 'zip',
  mediaTypes: [
    'application/zip',
    'application/java-archive',
    'application/vnd.android.package-archive',
    'application/x-xpinstall',
    'application/epub+zip',
    'application/vnd.apple.pages',
    'application/vnd.apple.numbers',
    'application/vnd.apple.keynote',
    'application/oxps',
    'application/vnd.ms-xpsdocument',
    'application/vnd.ms-visio.drawing',
    'application/vnd.ms-visio.drawing.main+xml',
    'application/x-iwork-keynote-sffkey',
    'application/x-iwork-pages-sffpages',
    'application/x-iwork-numbers-sffnumbers',
    'application/vnd.google-earth.kmz',
    'model/3mf',
    'application/vnd.visio',
  ],
  open: openZip,
};

async function* openZip(input: OpenInput): AsyncIterable<Opened> {
  // Methods zlib does not know: libarchive does, and has to go through the archive from its start.
  if (await hasExotic(input.bytes)) yield* archive.open(input);
  else yield* unpackEach(zipEntries(input.bytes), input);
}

async function hasExotic(bytes: Uint8Array): Promise<boolean> {
  try {
    for await (const entry of zipEntries(bytes)) {
      if (entry.exotic && !entry.encrypted) return true;
    }
  } catch {
    // Said when the entries are opened.
  }
  return false;
}
