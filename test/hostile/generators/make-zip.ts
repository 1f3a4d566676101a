import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipFileOptions {
  /** Left as it is (OpenDocument and OFD want their first entry so). */
  readonly stored?: boolean;
  /** What the headers claim, when it is to be a lie. */
  readonly claimedBytes?: number;
  readonly flags?: number;
  readonly method?: number;
  readonly comment?: string;
}

export type ZipContent = readonly [name: string, bytes: string | Uint8Array, options?: ZipFileOptions];

/** A ZIP archive by hand, so that its headers can lie. */
export function makeZip(files: readonly ZipContent[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content, options = {}] of files) {
    const bytes = Buffer.from(content);
    const packed = options.stored ? bytes : deflateRawSync(bytes);
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(options.flags ?? 0x800, 2);
    header.writeUInt16LE(options.method ?? (options.stored ? 0 : 8), 4);
    header.writeUInt32LE(crc(bytes), 10);
    header.writeUInt32LE(packed.length, 14);
    header.writeUInt32LE(options.claimedBytes ?? bytes.length, 18);
    header.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), header, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    const comment = Buffer.from(options.comment ?? '');
    place.writeUInt16LE(comment.length, 0);
    place.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02', 'latin1'),
        Buffer.from([20, 0]),
        header,
        place,
        Buffer.from(name),
        comment,
      ]),
    );
    parts.push(local);
    offset += local.length;
  }
  return Buffer.concat([...parts, ...directory, endRecord(directory, offset)]);
}

export function endRecord(directory: readonly Buffer[], offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(directory.length & 0xffff, 8);
  end.writeUInt16LE(directory.length & 0xffff, 10);
  end.writeUInt32LE(
    directory.reduce((sum, entry) => sum + entry.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return end;
}

function crc(bytes: Buffer): number {
  return crc32(bytes);
}
