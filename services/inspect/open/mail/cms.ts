/** RFC 5652: SignedData, whose content lies in it as it is. */
const SIGNED_DATA = Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]);
const OCTETS = 0x04;
const SEQUENCE = 0x30;
const OBJECT_IDENTIFIER = 0x06;
const CONTENT = 0xa0;
const DEEPEST = 50;

interface Element {
  readonly tag: number;
  readonly body: Buffer;
  readonly end: number;
}

/** The signed content; null when the bytes are something else, or content somebody has to decrypt. */
export function signedContent(bytes: Uint8Array): Buffer | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [outer] = elements(buffer);
  if (outer?.tag !== SEQUENCE) return null;
  const [type, content] = elements(outer.body);
  if (type?.tag !== OBJECT_IDENTIFIER || !type.body.equals(SIGNED_DATA) || content?.tag !== CONTENT)
    return null;
  const [signed] = elements(content.body);
  const encapsulated =
    signed === undefined ? undefined : elements(signed.body).find(({ tag }) => tag === SEQUENCE);
  const held =
    encapsulated === undefined ? undefined : elements(encapsulated.body).find(({ tag }) => tag === CONTENT);
  return held === undefined ? null : octets(held.body, 0);
}

/** A string of octets may come in pieces, as streaming writers make it. */
function octets(buffer: Buffer, depth: number): Buffer {
  if (depth > DEEPEST) throw new RangeError(`Expected at most ${DEEPEST} nested strings`);
  return Buffer.concat(
    elements(buffer).map(({ tag, body }) => {
      if (tag === OCTETS) return body;
      return tag === (OCTETS | 0x20) ? octets(body, depth + 1) : Buffer.alloc(0);
    }),
  );
}

function elements(buffer: Buffer, depth = 0): Element[] {
  const found: Element[] = [];
  for (let at = 0; at + 2 <= buffer.length; ) {
    const element = elementAt(buffer, at, depth);
    if (element === null) break;
    found.push(element);
    at = element.end;
  }
  return found;
}

/** BER: definite lengths, and indefinite ones that end in two zero bytes. */
function elementAt(buffer: Buffer, start: number, depth: number): Element | null {
  const tag = buffer[start] ?? 0;
  const first = buffer[start + 1] ?? 0;
  if (tag === 0 && first === 0) return null;
  if (first === 0x80) {
    if (depth > DEEPEST) throw new RangeError(`Expected at most ${DEEPEST} nested elements`);
    let at = start + 2;
    for (;;) {
      if (at + 2 > buffer.length) return { tag, body: buffer.subarray(start + 2), end: buffer.length };
      const inner = elementAt(buffer, at, depth + 1);
      if (inner === null) return { tag, body: buffer.subarray(start + 2, at), end: at + 2 };
      at = inner.end;
    }
  }
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 6 || start + 2 + lengthBytes > buffer.length) return null;
  const length = lengthBytes === 0 ? first : buffer.readUIntBE(start + 2, lengthBytes);
  const body = start + 2 + lengthBytes;
  return { tag, body: buffer.subarray(body, body + length), end: body + length };
}
