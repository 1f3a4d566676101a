import { ContentError } from '../../../shared/errors.ts';

/**
 * Frames over a byte stream: two big-endian uint32 lengths (head, body), a JSON head, raw body bytes.
 * Not Node's own IPC: there the receiver buffers and deserialises whatever the other side announces, and the
 * other side may be a child that a hostile document has taken over. Here a frame above the cap is refused by its
 * first eight bytes.
 */
export interface Frame {
  readonly head: unknown;
  readonly body: Uint8Array;
  /** Of head and body, as they came. */
  readonly bytes: number;
}

export interface FrameCaps {
  readonly headBytes: number;
  readonly bodyBytes: number;
}

const PREFIX = 8;

export function encodeFrame(head: unknown, body: Uint8Array = new Uint8Array()): Uint8Array[] {
  const text = Buffer.from(JSON.stringify(head), 'utf8');
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32BE(text.length, 0);
  prefix.writeUInt32BE(body.length, 4);
  return [prefix, text, body];
}

/** Feed chunks in; whole frames come out. Throws ContentError FRAME_TOO_LARGE or FRAME_NOT_JSON. */
export function createFrameDecoder(caps: FrameCaps): (chunk: Uint8Array) => Frame[] {
  let chunks: Uint8Array[] = [];
  let held = 0;
  let wanted = PREFIX;

  return (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    const frames: Frame[] = [];
    while (held >= wanted) {
      // One chunk may hold thousands of frames: joining it anew for each would cost the square of their number.
      const buffer = joined(chunks);
      const headBytes = buffer.readUInt32BE(0);
      const bodyBytes = buffer.readUInt32BE(4);
      refuseOver(headBytes, caps.headBytes, 'head');
      refuseOver(bodyBytes, caps.bodyBytes, 'body');
      const whole = PREFIX + headBytes + bodyBytes;
      if (held < whole) {
        chunks = [buffer];
        wanted = whole;
        break;
      }
      const bodyStart = PREFIX + headBytes;
      frames.push({
        head: parseHead(buffer.subarray(PREFIX, bodyStart)),
        body: buffer.subarray(bodyStart, whole),
        bytes: headBytes + bodyBytes,
      });
      held -= whole;
      chunks = held > 0 ? [buffer.subarray(whole)] : [];
      wanted = PREFIX;
    }
    return frames;
  };
}

function joined(chunks: readonly Uint8Array[]): Buffer {
  const [only] = chunks;
  return chunks.length === 1 && Buffer.isBuffer(only) ? only : Buffer.concat(chunks);
}

function refuseOver(bytes: number, cap: number, part: string): void {
  if (bytes > cap) {
    throw new ContentError(
      'FRAME_TOO_LARGE',
      `Expected a frame ${part} of at most ${cap} bytes, got ${bytes}`,
    );
  }
}

function parseHead(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw new ContentError('FRAME_NOT_JSON', `Expected a JSON frame head, got ${bytes.length} other bytes`, {
      cause,
    });
  }
}
