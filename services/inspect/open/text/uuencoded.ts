const BEGIN = /^begin(?:-base64)? [0-7]{3,4} \S.*$/;
const FULL_LINE = 61;

/** Files that stand in text as lines of letters, from `begin 644 name` to `end`: how mail carried them before MIME, and still may. */
export function* uuencodedFiles(text: string): Iterable<Uint8Array> {
  if (!/^begin(?:-base64)? [0-7]{3,4} /m.test(text)) return;
  let lines: string[] | null = null;
  let decode = uudecoded;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (BEGIN.test(line)) {
      lines = [];
      decode = line.startsWith('begin-base64') ? base64Decoded : uudecoded;
    } else if (lines !== null && (line === 'end' || line === '====')) {
      yield decode(lines);
      lines = null;
    } else {
      lines?.push(line);
    }
  }
  // One that breaks off is what it is as far as it goes.
  if (lines?.some((line) => line.length === FULL_LINE)) yield decode(lines);
}

/** A letter for the number of bytes, then four letters for three bytes each; spaces at the end may be lost. */
function uudecoded(lines: readonly string[]): Buffer {
  return Buffer.concat(
    lines.map((line) => {
      const bytes = Buffer.alloc(Math.ceil((line.length - 1) / 4) * 3 + 3);
      for (let at = 1, out = 0; at < line.length; at += 4, out += 3) {
        const [a, b, c, d] = [0, 1, 2, 3].map((next) => valueAt(line, at + next));
        bytes.writeUIntBE(((a ?? 0) << 18) | ((b ?? 0) << 12) | ((c ?? 0) << 6) | (d ?? 0), out, 3);
      }
      return bytes.subarray(0, valueAt(line, 0));
    }),
  );
}

function valueAt(line: string, at: number): number {
  return at < line.length ? (line.charCodeAt(at) - 0x20) & 0x3f : 0;
}

function base64Decoded(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join(''), 'base64');
}
