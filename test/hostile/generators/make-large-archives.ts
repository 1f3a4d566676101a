import { deflateRawSync, gzipSync } from 'node:zlib';
import { tarOf } from './make-archives.ts';
import { matchesIn, packedRar } from './make-packed-rar.ts';
import { sevenZipOf } from './make-stream-bombs.ts';
import { makeZip } from './make-zip.ts';

/**
 * Archives that unpack to many entries of 8 million zeros and one that carries a mark, in everything that is unpacked as a stream.
 * What no library here packs was packed by the programs it is named after: an entry's header and content, and the last entry with
 * the end. Streams may follow one another.
 */
export const ENTRY_BYTES = 8_000_000;
const zeros = Buffer.alloc(ENTRY_BYTES);
const mark = 'NATO SECRET';

const fold = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'base64');
const repeated = (entry: Buffer, last: Buffer, entries: number) =>
  Buffer.concat([...Array.from({ length: entries }, () => entry), last]);

export const largeArchives: Readonly<Record<string, (entries: number) => Buffer>> = {
  zip: (entries) =>
    makeZip([
      ...Array.from({ length: entries }, (_, at): [string, Buffer] => [`${at}`, zeros]),
      ['a.txt', mark],
    ]),
  '7z': (entries) =>
    sevenZipOf([...Array.from({ length: entries }, () => zeros), Buffer.from(mark)], deflateRawSync),
  rar: (entries) =>
    packedRar([
      ...Array.from({ length: entries }, (_, at) => ({ name: `${at}`, matches: matchesIn(ENTRY_BYTES) })),
      { name: 'a.txt', content: Buffer.from(mark) },
    ]),
  'tar.gz': (entries) => {
    const entry = tarOf([{ name: 'zeros', content: zeros }]).subarray(0, 512 + ENTRY_BYTES);
    return repeated(gzipSync(entry), gzipSync(tarOf([{ name: 'a.txt', content: mark }])), entries);
  },
  'tar.bz2': (entries) => repeated(fold(bzip2Entry), fold(bzip2Last), entries),
  'tar.xz': (entries) => repeated(fold(xzEntry), fold(xzLast), entries),
  'tar.zst': (entries) => repeated(fold(zstdEntry), fold(zstdLast), entries),
};

/** `bzip2 -9` */
const bzip2Entry = `
QlpoOTFBWSZTWWfVObMA9T9bwMiAQABtgAAIYgCeEEAAAAggAHUJEpoMj1BoYRUho0aaMmJWOUUBEVhqACCIrO0+IwlpuAIIQkmnWBQ0WYTkEN
1dNoHJOjpBf6fL+4vjPQqAiK/i7kinChIM+qc2YA==`;
const bzip2Last = `
QlpoOTFBWSZTWQ+7DC4AADDfgMqAQAF9gCoBnAhgAB5ACQggAFRmTR6mjTRiG0yjZQSiTJoGQAPUA0T5DZ4gUNOJOyFKAoLq0n4KhBRDlyDr88
pdAGIiRJ4cgOGCn2iqig9jPxdyRThQkA+7DC4=`;

/** `xz -9e --check=crc32` */
const xzEntry = `
/Td6WFoAAAFpIt42AgAhARwAAAAQz1jM//8JAZZdAD0ZSqu3TG/ywsRZ6zXSPSCciCBTZHmztt3zBX2a4/zA7wCi4kmJDWNb1U9gUIVx4hSJv7
macxM1l+EJ/gcrbGmEClQxfaaalDZ7p8iIK11Zzxnz38o8ohzFfTwDoy03OfXLGGIiTz/TsU4CTh/N/KZI3Ewlel8pNJo7iqTHjjsdThNSRDUo
ZnXOsecmI6j4BovZ9X/WDRs/fXergxQhbtHVevM+FFNidqxZ5OVbBQj5x9qt/PtSK3TNHlsgQvndUz34KWQJO4DLKmzftTvwxL0uX6oPPktmQp
ATDv8Qk/hxeFn4C83/lShGD6n8fN77mjAuVsCPhfODgcBlxCVT+PWRNjEFpbDub8FwTUcM0ZERqq1gHbrOsScYXFmG6WZSWL7pdqxZ5OVbBQj5
x9qt/PtSK3TNHlsgQvndUz34KWQJO4DLKmzftTvwxL0uX6oPPktmQpATDv8Qk/hxeFn4C83/lShGD6n8fN77mjAuVsCPhfODgcBlxCVT+PWRNj
EFpbDub8FwTUcM0ZERqq1gHbrOsSUhjKWf/xABKwDsc1On/b6ufDEan7eNMW5wnqcjX+woy4XRlZiKfiqR8id19xnABphNmP3Yr9WQD8QlU/j1
kTYxBaWw7m/BcE1HDNGREaqtYB26zrEnGFxZhulmUli+6XasWeTlWwUI+cfarfz7Uit0zR5bIEL53VM9+ClkCTuAyyps37U78MS9Ll+qDz5LZk
KQEw7/EJP4cXhZ+AvN/5UoRg+p/Hze+5owLlbAj4Xzg4HAZcQlU/j1kTYxBaWw7m/BcE1HDNGREaqtYB26zrEnGFxZhulmUli+6XasWeTlWwUI
+cfarfz7Uit0zR5bIEL53VM9+ClkCTuAyyps37U78MS9Ll+qDz5LZkKQEw7/EJP4cXhZ+AvN/5UoRg+p/Hze+5owLlbAj4Xzg4HAZcQlUQ8/sp
//EAErAOxzU6f9vq58MRqft40xbnCepyNf7CjLhdGVmIp+KpHyJ3X3GcAGmE2Y/div1ZAPxCVT+PWRNjEFpbDub8FwTUcM0ZERqq1gHbrOsScY
XFmG6WZSWL7pdqxZ5OVbBQj5x9qt/PtSK3TNHlsgQvndUz34KWQJO4DLKmzftTvwxL0uX6oPPktmQpATDv8Qk/hxeFn4C83/lShGD6n8fN77mj
AuVsCPhfODgcBlxCVT+PWRNjEFpbDub8FwTUcM0ZERqq1gHbrOsScYXFmG6WZSWL7pdqxZ5OVbBQj5x9qt/PtSK3TNHlsgQvndUz34KWQJO4DL
KmzftTvwxL0uX6oPPktmQpATDv8Qk/hxeFn4C83/lShGD6n8fN77mjAuVsCPhfODgcBlxCVRDz+ymhbTAPYA7HNTp/2+rnwxGp+3jTFucJ6nI1
/sKMuF0ZWYin4qkfIndfcZwAaYTZj92K/VkA/EJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1Ir
dM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwX
BNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gHDN2j4AALHGY8wAAYwKgKjoA2KKC9U+MA2L
AgAAAAABWVo=`;
const xzLast = `
/Td6WFoAAAFpIt42AgAhARwAAAAQz1jM4Af/AEZdADCLiofEDvKXpPh1PcWp7dmXqZgl79hm6bnJPC4cCUwytTzPBn+PJhPMUa9+m4E5AP9NHg
pCp6n+IQ76GipBU4m9HbFlpQAAAAB+tNd6AAFegBAAAABXWi4UPjANiwIAAAAAAVla`;

/** `zstd -19 -q` */
const zstdEntry = `
KLUv/aQAFHoA3AEANAJ6ZXJvcwAwNjQ0ADAzNjQxMTcwMzcAIDAAAHVzdGFyADAwAAgA8/4gP4+bt3ODm4S6PIBBAcB2AnACABAAAgAQAAIAEA
ACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIA
EAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAA
IAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAADoAAAji18Vw==`;
const zstdLast = `
KLUv/WQABx0CAFJDCxGgbQyw8avJP99CVPalXNVfGftUS8oB9tDa3winpDvYxzG/LxH/lmL+d9YZYAcgcB/x/WmOOmDyhEsEhrOTKwJ2wj6a`;
