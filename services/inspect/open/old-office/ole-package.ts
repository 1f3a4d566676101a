/** [MS-OLEDS] 2.3.6: total size, then label, two paths and a size in front of the file's own bytes. */
export function packagedFile(stream: Uint8Array): Uint8Array {
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
