import { read } from 'cfb';

/** A folder inside a compound file: streams and further folders. */
export interface Storage {
  readonly name: string;
  /** The bytes of a stream directly in this storage; null when there is none. */
  get(name: string): Uint8Array | null;
  readonly streams: readonly string[];
  readonly storages: readonly Storage[];
}

const STREAM = 2;
/** Embedded documents embed further ones; nobody by hand goes deeper. */
const DEEPEST = 20;

/** Throws what the library throws for bytes that are no compound file. */
export function openStorage(bytes: Uint8Array): Storage {
  const container = read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { type: 'buffer' });
  const root = folder('');
  for (const [index, path] of container.FullPaths.entries()) {
    const entry = container.FileIndex[index];
    const [, ...names] = path.replace(/\/$/, '').split('/');
    const own = names.pop();
    if (entry === undefined || own === undefined || names.length >= DEEPEST) continue;
    const parent = names.reduce((at, name) => at.inside(name), root);
    if (entry.type !== STREAM) parent.inside(own);
    else if (entry.content !== undefined && entry.content !== null)
      parent.add(own, Buffer.from(entry.content));
  }
  return root;
}

interface Folder extends Storage {
  inside(name: string): Folder;
  add(name: string, content: Uint8Array): void;
}

function folder(name: string): Folder {
  const contents = new Map<string, Uint8Array>();
  const folders = new Map<string, Folder>();
  return {
    name,
    get: (stream) => contents.get(stream) ?? null,
    get streams() {
      return [...contents.keys()];
    },
    get storages() {
      return [...folders.values()];
    },
    inside(sub) {
      const known = folders.get(sub) ?? folder(sub);
      folders.set(sub, known);
      return known;
    },
    add: (stream, content) => void contents.set(stream, content),
  };
}
