import { characters } from './excel-97-strings.ts';

/** [MS-XLS] 2.4.265: strings run on over continued records, and after a break inside one its width is said anew. */
export function* sharedStrings(pieces: readonly Buffer[], cut: () => void): Iterable<string> {
  let index = 0;
  let at = 8;
  const here = () => pieces[index] ?? Buffer.alloc(0);
  const skip = (bytes: number) => {
    let left = bytes;
    while (left > 0 && index < pieces.length) {
      const step = Math.min(left, here().length - at);
      at += step;
      left -= step;
      if (at >= here().length && left > 0) {
        index += 1;
        at = 0;
      }
    }
  };
  for (;;) {
    if (at >= here().length) {
      index += 1;
      at = 0;
    }
    if (index >= pieces.length || at + 3 > here().length) return;
    let count = here().readUInt16LE(at);
    const flags = here().readUInt8(at + 2);
    at += 3;
    const runs = (flags & 8) !== 0 && at + 2 <= here().length ? here().readUInt16LE(at) : 0;
    if ((flags & 8) !== 0) at += 2;
    const extra = (flags & 4) !== 0 && at + 4 <= here().length ? here().readUInt32LE(at) : 0;
    if ((flags & 4) !== 0) at += 4;
    let wide = flags & 1;
    let text = '';
    while (count > 0 && index < pieces.length) {
      const take = Math.min(count, Math.floor((here().length - at) / (wide + 1)));
      text += characters(here(), at, take * (wide + 1), wide);
      at += take * (wide + 1);
      count -= take;
      if (count > 0) {
        index += 1;
        wide = (pieces[index]?.[0] ?? 0) & 1;
        at = 1;
      }
    }
    if (count > 0) cut();
    yield text;
    skip(runs * 4 + extra);
  }
}
