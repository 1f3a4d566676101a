import { inflateSync } from 'node:zlib';

/** An object of its own number that takes the place of the document's. */
export interface ReplacedObject {
  readonly num: number;
  readonly body: string;
}

export interface Memberships {
  /** Whether any is in the document. */
  readonly any: boolean;
  /** Whether a stream of objects could not be looked into. */
  readonly unknown: boolean;
  /** Of those in streams of objects, what they say as plain layers. */
  readonly replaced: readonly ReplacedObject[];
}

const RULE = '/OCMD';
/** As long, so that nothing behind it moves. */
const LAYER = '/OCG ';
const MOST_STREAM_BYTES = 64 * 1024 * 1024;
/** Between an object's number and the name of its type. */
const DICTIONARY_WITHIN = 2000;

/**
 * Membership rules (ISO 32000 8.11.2.2) hide content by what other layers do: "not while that layer is shown". Switching every layer on
 * does not show what they hide; taking them for layers does.
 */
export function membershipsIn(bytes: Uint8Array): Memberships {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const replaced: ReplacedObject[] = [];
  let unknown = false;
  for (let at = text.indexOf('/ObjStm'); at >= 0; at = text.indexOf('/ObjStm', at + 1)) {
    const objects = objectsIn(text, at);
    if (objects === null) unknown = true;
    else
      for (const { num, body } of objects)
        if (body.includes(RULE)) replaced.push({ num, body: asLayers(body) });
  }
  return { any: replaced.length > 0 || text.includes(RULE), unknown, replaced };
}

/** The same bytes, of which the rules that stand by themselves are layers. */
export function withoutMemberships(bytes: Uint8Array): Buffer {
  const buffer = Buffer.from(bytes);
  for (let at = buffer.indexOf(RULE); at >= 0; at = buffer.indexOf(RULE, at + 1))
    buffer.write(LAYER, at, 'latin1');
  return buffer;
}

const asLayers = (body: string): string => body.replaceAll(RULE, LAYER);

/** What all streams of objects hold that can be looked into, and where each stands. */
export function membersOf(text: string): Array<ReplacedObject & { readonly at: number }> {
  const found: Array<ReplacedObject & { readonly at: number }> = [];
  for (let at = text.indexOf('/ObjStm'); at >= 0; at = text.indexOf('/ObjStm', at + 1))
    for (const object of objectsIn(text, at) ?? []) found.push({ ...object, at });
  return found;
}

/** ISO 32000 7.5.7: pairs of number and offset, then the objects. null where it is packed or written in another way. */
function objectsIn(text: string, at: number): ReplacedObject[] | null {
  const begin = text.lastIndexOf('<<', at);
  const start = text.indexOf('stream', at);
  const end = text.indexOf('endstream', start);
  if (begin < at - DICTIONARY_WITHIN || start < 0 || start > at + DICTIONARY_WITHIN || end < 0) return null;
  const dictionary = text.slice(begin, start);
  const [count, first] = ['N', 'First'].map((key) =>
    Number(new RegExp(`/${key}\\s+(\\d+)`).exec(dictionary)?.[1] ?? Number.NaN),
  );
  if (count === undefined || first === undefined || !(count >= 0) || !(first >= 0)) return null;
  const data = text.slice(text.startsWith('\r\n', start + 6) ? start + 8 : start + 7, end);
  const inner = /\/Filter/.test(dictionary) ? unpacked(dictionary, data) : data;
  if (inner === null) return null;
  const numbers = inner.slice(0, first).trim().split(/\s+/).map(Number);
  return Array.from({ length: Math.min(count, Math.floor(numbers.length / 2)) }, (_, index) => {
    const from = first + (numbers[index * 2 + 1] ?? 0);
    const next = numbers[index * 2 + 3];
    return {
      num: numbers[index * 2] ?? 0,
      body: inner.slice(from, next === undefined ? undefined : first + next),
    };
  });
}

function unpacked(dictionary: string, data: string): string | null {
  if (!/\/Filter\s*\[?\s*\/FlateDecode\s*\]?/.test(dictionary) || /\/DecodeParms/.test(dictionary))
    return null;
  try {
    return inflateSync(Buffer.from(data, 'latin1'), { maxOutputLength: MOST_STREAM_BYTES }).toString(
      'latin1',
    );
  } catch {
    return null;
  }
}
