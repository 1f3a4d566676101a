import { ContentError } from '../../../../shared/errors.ts';
import { macroLines } from '../office/macro-lines.ts';
import type { Opened } from '../opened.ts';
import { encodingOf } from '../text/code-pages.ts';
import { textSegment } from '../text-segment.ts';
import type { Storage } from './compound-storage.ts';
import { unpackVba } from './vba-compression.ts';

/** [MS-OVBA] 2.3.4.2: records of the `dir` stream that matter here. */
const RECORD = { codePage: 0x0003, version: 0x0009, streamName: 0x001a, offset: 0x0031 };

export function isVbaProject(storage: Storage): boolean {
  return (
    storage.streams.includes('dir') && storage.streams.some((name) => name.toUpperCase() === '_VBA_PROJECT')
  );
}

/**
 * The source of every module, comments included. Throws ContentError CONTENT_MACRO_ONLY when some module has only its
 * compiled form, after the others were handed out.
 */
export function* readVbaProject(storage: Storage, part: string): Iterable<Opened> {
  const dir = unpackVba(Buffer.from(storage.get('dir') ?? []));
  if (dir === null) throw withoutSource();
  const { modules, encoding } = modulesOf(dir);
  let unread = 0;
  for (const { name, offset } of modules) {
    const stream = storage.get(name);
    const source = stream === null ? null : unpackVba(Buffer.from(stream).subarray(offset));
    if (source === null) unread += 1;
    else yield* macroLines(new TextDecoder(encoding).decode(source), part);
  }
  if (unread > 0 || modules.length === 0) throw withoutSource();
}

function withoutSource(): ContentError {
  return new ContentError('CONTENT_MACRO_ONLY', 'Expected macros with their source, got compiled ones only');
}

interface Module {
  readonly name: string;
  readonly offset: number;
}

function modulesOf(dir: Buffer): { modules: Module[]; encoding: string } {
  const modules: Module[] = [];
  let encoding = 'windows-1252';
  let name = '';
  for (let at = 0; at + 6 <= dir.length; ) {
    const id = dir.readUInt16LE(at);
    // The version record says 4 and is followed by 6 bytes.
    const size = id === RECORD.version ? 6 : dir.readUInt32LE(at + 2);
    const body = dir.subarray(at + 6, at + 6 + size);
    if (id === RECORD.codePage && body.length >= 2) {
      encoding = encodingOf(body.readUInt16LE(0));
    } else if (id === RECORD.streamName) {
      name = new TextDecoder(encoding).decode(body);
    } else if (id === RECORD.offset && body.length >= 4) {
      modules.push({ name, offset: body.readUInt32LE(0) });
    }
    at += 6 + size;
  }
  return { modules, encoding };
}

/** [MS-OFORMS]: captions and values of a form's controls lie in its two streams as plain characters. */
export function* readVbaForm(storage: Storage, part: string): Iterable<Opened> {
  for (const name of ['f', 'o']) {
    const stream = storage.get(name);
    if (stream === null) continue;
    const buffer = Buffer.from(stream);
    const found = [
      ...buffer.toString('latin1').matchAll(/[\x20-\x7e\xa0-\xff]{4,}/g),
      ...buffer
        .toString('utf16le')
        .matchAll(/[\x20-\x7e\u00a0-\u024f\u0370-\u05ff\u3040-\u9fff\uac00-\ud7af]{3,}/g),
    ];
    for (const [text] of found) yield textSegment({ text, part, page: null, zone: 'unknown' });
  }
}
