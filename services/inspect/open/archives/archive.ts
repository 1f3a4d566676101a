import { libarchiveWasm } from 'libarchive-wasm';
import { ContentError } from '../../../../shared/errors.ts';
import { type ArchiveEntry, unpackEach } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { collect } from '../unpacked.ts';
import { archiveComments } from './archive-comments.ts';
import { isRarVolume } from './rar-volume.ts';

/** Archives libarchive knows, in its WebAssembly form: one instance an archive, streamed entry by entry. */
export const archive: Opener = {
  id: 'archive',
  mediaTypes: [
    'application/x-7z-compressed',
    'application/x-rar-compressed',
    'application/vnd.rar',
    'application/x-tar',
    'application/vnd.ms-cab-compressed',
    'application/x-cpio',
    'application/x-unix-archive',
    'application/x-deb',
    'application/x-lzh-compressed',
    'application/x-iso9660-image',
    'application/x-xar',
  ],
  open: openArchive,
};

async function* openArchive(input: OpenInput): AsyncIterable<Opened> {
  const isVolume = isRarVolume(input.bytes);
  yield* archiveComments(input);
  for await (const opened of unpackEach(archiveEntries(input.bytes), input)) {
    // What runs on into the next volume looks damaged here.
    const cut = isVolume && opened.kind === 'uninspected' && opened.note.reason === 'damaged';
    if (!cut) yield opened;
  }
  if (isVolume)
    throw new ContentError('CONTENT_MULTI_PART', 'Expected a whole archive, got one of its volumes');
}

const CHUNK_BYTES = 256 * 1024;
/** Folders, links and devices hold nothing; whatever else an archive calls an entry, or does not call it, may. */
const WITHOUT_CONTENT = new Set([0o040000, 0o120000, 0o020000, 0o060000, 0o010000, 0o140000]);

type Library = Awaited<ReturnType<typeof libarchiveWasm>>;

/** Throws ContentError when the archive ends in an error: what came before it was handed out by then. */
async function* archiveEntries(bytes: Uint8Array): AsyncIterable<ArchiveEntry> {
  const library = await libarchiveWasm();
  const { module } = library;
  const data = module._malloc(bytes.length);
  module.HEAPU8.set(bytes, data);
  const handle = library.read_new_memory(data, bytes.length);
  const seen = { entries: 0, encrypted: 0 };
  for (;;) {
    const entry = library.read_next_entry(handle);
    if (entry === 0) break;
    seen.entries += 1;
    if (library.entry_is_encrypted(entry) !== 0) seen.encrypted += 1;
    if (WITHOUT_CONTENT.has(library.entry_filetype(entry))) continue;
    yield {
      name: library.entry_pathname(entry),
      encrypted: library.entry_is_encrypted(entry) !== 0,
      // The packed size of one entry is not known here: the whole archive's stands in for it.
      read: (budget) => collect(chunksOf(library, handle), bytes.length, budget),
    };
  }
  const trouble = library.error_string(handle);
  if (trouble !== '' && isRarVolume(bytes)) return;
  // Of RAR 5 libarchive stops at the first encrypted entry, without an error and without naming it.
  const unnamed = library.read_has_encrypted_entries(handle) > 0 && seen.encrypted === 0;
  if (unnamed || (seen.encrypted > 0 && trouble !== '')) {
    throw new ContentError('CONTENT_ENCRYPTED', 'Expected an archive that can be read without a password');
  }
  // Nobody packs nothing: what holds no entry was not understood.
  if (trouble !== '' || seen.entries === 0) {
    throw new ContentError(
      'ARCHIVE_DAMAGED',
      'Expected a whole archive, got one that cannot be read to its end',
    );
  }
}

function* chunksOf(library: Library, handle: number): Iterable<Uint8Array> {
  const { module } = library;
  const buffer = module._malloc(CHUNK_BYTES);
  try {
    for (;;) {
      const size = library.read_data(handle, buffer, CHUNK_BYTES);
      if (size === 0) return;
      yield module.HEAPU8.slice(buffer, buffer + size);
    }
  } finally {
    module._free(buffer);
  }
}
