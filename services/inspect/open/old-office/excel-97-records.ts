import type { Storage } from './compound-storage.ts';

/** [MS-XLS] 2.3: record types that hold text, or say how it is written and where it stands. */
export const RECORD = {
  formula: 0x0006,
  header: 0x0014,
  footer: 0x0015,
  name: 0x0018,
  note: 0x001c,
  filePass: 0x002f,
  continue: 0x003c,
  codePage: 0x0042,
  sheet: 0x0085,
  richLabel: 0x00d6,
  drawingGroup: 0x00eb,
  drawing: 0x00ec,
  sharedStrings: 0x00fc,
  sharedLabel: 0x00fd,
  textObject: 0x01b6,
  hyperlink: 0x01b8,
  validation: 0x01be,
  format: 0x041e,
  style: 0x0293,
  rule: 0x01b1,
  filter: 0x009e,
  label: 0x0204,
  string: 0x0207,
  beginning: 0x0809,
  headerFooter: 0x089c,
  seriesText: 0x100d,
};

export interface ExcelRecord {
  readonly type: number;
  /** Its body, then the bodies of the records that continue it. */
  readonly pieces: readonly Buffer[];
}

/** The stream that holds a workbook's records. */
export function workbookOf(storage: Storage): Buffer | null {
  const stream = storage.get('Workbook') ?? storage.get('Book');
  return stream === null ? null : Buffer.from(stream);
}

/** Records one by one, each with the pieces that continue it. `cut` is told of one that runs beyond the end. */
export function* excelRecords(buffer: Buffer, cut: () => void = () => {}): Iterable<ExcelRecord> {
  let current: { type: number; pieces: Buffer[] } | null = null;
  for (let at = 0; at + 4 <= buffer.length; ) {
    const type = buffer.readUInt16LE(at);
    const length = buffer.readUInt16LE(at + 2);
    const body = buffer.subarray(at + 4, at + 4 + length);
    if (body.length < length) cut();
    at += 4 + body.length;
    if (type === RECORD.continue && current !== null) {
      current.pieces.push(body);
      continue;
    }
    if (current !== null) yield current;
    current = { type, pieces: [body] };
  }
  if (current !== null) yield current;
}
