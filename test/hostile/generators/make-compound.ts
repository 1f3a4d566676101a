import { utils, write } from 'cfb';

/** A compound file with these streams; a name may hold storages ("Root/Sub/stream"). */
export function makeCompound(streams: Readonly<Record<string, Uint8Array>>): Buffer {
  const container = utils.cfb_new();
  for (const [name, bytes] of Object.entries(streams))
    utils.cfb_add(container, `/${name}`, Buffer.from(bytes));
  const written: unknown = write(container, { type: 'buffer' });
  if (!Buffer.isBuffer(written)) throw new TypeError('Expected a buffer');
  return written;
}

/** The streams of a Word 97 document: `parts` in the order body, footnotes, headers. */
export function makeWord97(
  parts: readonly string[],
  {
    encrypted = false,
    tables = {},
    takenOut,
  }: {
    encrypted?: boolean;
    tables?: Readonly<Record<number, Buffer>>;
    /** The first character that was taken out, and the first behind. */
    takenOut?: readonly [from: number, to: number];
  } = {},
): Buffer {
  const text = parts.join('');
  const page = Math.ceil((0x400 + text.length * 2) / 512);
  const main = Buffer.alloc((page + 1) * 512);
  main.writeUInt16LE(0xa5ec, 0);
  main.writeUInt16LE(encrypted ? 0x0100 : 0, 0x0a);
  for (const [index, part] of parts.entries()) main.writeUInt32LE(part.length, 0x4c + index * 4);
  const pieces = Buffer.alloc(4 * 2 + 8);
  pieces.writeUInt32LE(text.length, 4);
  pieces.writeUInt32LE(0x400, 8 + 2);
  const table = Buffer.concat([Buffer.from([2]), uint32(pieces.length), pieces]);
  main.writeUInt32LE(0, 0x01a2);
  main.writeUInt32LE(table.length, 0x01a6);
  main.write(text, 0x400, 'utf16le');
  const all = { ...tables };
  if (takenOut !== undefined) {
    const [from, to] = takenOut.map((at) => 0x400 + at * 2);
    formatPage(from ?? 0, to ?? 0).copy(main, page * 512);
    all[12] = Buffer.concat([uint32(from ?? 0), uint32(to ?? 0), uint32(page)]);
  }
  let end = table.length;
  for (const [place, bytes] of Object.entries(all)) {
    main.writeUInt32LE(end, 0x9a + Number(place) * 8);
    main.writeUInt32LE(bytes.length, 0x9e + Number(place) * 8);
    end += bytes.length;
  }
  return makeCompound({ WordDocument: main, '0Table': Buffer.concat([table, ...Object.values(all)]) });
}

/** One run of text, whose format is that it is bold and was taken out. */
function formatPage(from: number, to: number): Buffer {
  const page = Buffer.alloc(512);
  page.writeUInt32LE(from, 0);
  page.writeUInt32LE(to, 4);
  page[8] = 100;
  Buffer.from([6, 0x35, 0x08, 1, 0x00, 0x08, 1]).copy(page, 200);
  page[511] = 1;
  return page;
}

/** A BIFF8 workbook stream of these records. */
export function makeExcel97(records: ReadonlyArray<readonly [type: number, body: Uint8Array]>): Buffer {
  const bytes = records.map(([type, body]) => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(type, 0);
    head.writeUInt16LE(body.length, 2);
    return Buffer.concat([head, body]);
  });
  return makeCompound({ Workbook: Buffer.concat(bytes) });
}

/** An Outlook message with these text properties, by their MAPI tag ("0037" is the subject). */
export function makeOutlook(properties: Readonly<Record<string, string>>): Buffer {
  const head = Buffer.alloc(32);
  const rows: Buffer[] = [];
  const streams: Record<string, Uint8Array> = {};
  for (const [tag, value] of Object.entries(properties)) {
    const bytes = Buffer.from(value, 'utf16le');
    const row = Buffer.alloc(16);
    row.writeUInt32LE(Number.parseInt(`${tag}001F`, 16), 0);
    row.writeUInt32LE(6, 4);
    row.writeUInt32LE(bytes.length + 2, 8);
    rows.push(row);
    streams[`__substg1.0_${tag}001F`] = bytes;
  }
  return makeCompound({ '__properties_version1.0': Buffer.concat([head, ...rows]), ...streams });
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
