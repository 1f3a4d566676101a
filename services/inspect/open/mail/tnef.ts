import { ContentError } from '../../../../shared/errors.ts';
import { limited, partName } from '../budget.ts';
import { within } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { encodingOf } from '../text/code-pages.ts';
import { labelSegment } from '../text-segment.ts';
import { mailText } from './mail-text.ts';
import { MAPI_TYPE, mapiProperties } from './mapi-properties.ts';
import { unpackRtf } from './packed-rtf.ts';

/** Outlook's own form of a message ("winmail.dat"): subject, bodies, every text property, attachments. */
export const tnef: Opener = { id: 'tnef', mediaTypes: ['application/vnd.ms-tnef'], open: openTnef };

/** [MS-OXTNEF] 2.1.3.1: what an attribute is. */
const ATTRIBUTE = {
  codePage: 0x9007,
  subject: 0x8004,
  body: 0x800c,
  attachment: 0x9002,
  title: 0x8010,
  data: 0x800f,
  messageProperties: 0x9003,
  attachmentProperties: 0x9005,
};
/** [MS-OXPROPS]: properties that are a file of their own. */
const PROPERTY = {
  subject: 0x0037,
  body: 0x1000,
  packedRtf: 0x1009,
  html: 0x1013,
  data: 0x3701,
  fileName: 0x3707,
};
/** In front of an embedded message: which interface it answers to. */
const GUID_BYTES = 16;
const HEADER_BYTES = 6;

interface Attachment {
  name: string | null;
  bytes: Buffer | null;
}

async function* openTnef(input: OpenInput): AsyncIterable<Opened> {
  const { part, budget } = input;
  const message = {
    subject: '',
    text: '',
    encoding: 'windows-1252',
    files: [] as Buffer[],
    labels: [] as Opened[],
  };
  const attachments: Attachment[] = [];
  let failure: unknown = null;
  try {
    for (const { id, data } of attributes(input.bytes)) {
      if (id === ATTRIBUTE.attachment) attachments.push({ name: null, bytes: null });
      const current = attachments.at(-1);
      if (id === ATTRIBUTE.codePage && data.length >= 4) message.encoding = encodingOf(data.readUInt32LE(0));
      else if (id === ATTRIBUTE.subject) message.subject ||= textOf(data, message.encoding);
      else if (id === ATTRIBUTE.body) message.text ||= textOf(data, message.encoding);
      else if (id === ATTRIBUTE.title && current) current.name ??= textOf(data, message.encoding);
      else if (id === ATTRIBUTE.data && current) current.bytes ??= data;
      else if (id === ATTRIBUTE.messageProperties) takeProperties(data, message, null, part);
      else if (id === ATTRIBUTE.attachmentProperties) takeProperties(data, message, current ?? null, part);
    }
  } catch (error) {
    failure = error;
  }
  yield* within(input, message.labels);
  yield* within(input, mailText({ headers: [['Subject', message.subject]], text: message.text, part }));
  const files = [
    ...message.files.map((bytes) => ({ bytes, name: null })),
    ...attachments.flatMap(({ bytes, name }) => (bytes === null ? [] : [{ bytes, name }])),
  ];
  for (const [index, { bytes, name }] of files.entries()) {
    if (!budget.take('bytesOut', bytes.length)) {
      yield { kind: 'uninspected', note: limited(partName(part), 'too-large', budget.limits, 'bytesOut') };
      return;
    }
    yield { kind: 'file', bytes, name, ordinal: index + 1 };
  }
  if (failure !== null) throw failure;
}

/** A key of two bytes behind the signature; then level, id, length, data, sum. What was cut off is damaged. */
function* attributes(bytes: Uint8Array): Iterable<{ id: number; data: Buffer }> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = HEADER_BYTES; at < buffer.length; ) {
    const end = at + 9 <= buffer.length ? at + 9 + buffer.readUInt32LE(at + 5) : Number.POSITIVE_INFINITY;
    if (end + 2 > buffer.length)
      throw new ContentError('TNEF_DAMAGED', 'Expected a whole attribute, got the end of the file');
    yield { id: buffer.readUInt16LE(at + 1), data: buffer.subarray(at + 9, end) };
    at = end + 2;
  }
}

function takeProperties(
  data: Buffer,
  message: { subject: string; text: string; encoding: string; files: Buffer[]; labels: Opened[] },
  attachment: Attachment | null,
  part: string,
): void {
  for (const { id, type, name, values } of mapiProperties(data)) {
    const [value = Buffer.alloc(0)] = values;
    const isText = type === MAPI_TYPE.text || type === MAPI_TYPE.bytes;
    const text = (of: Buffer) => textOf(of, type === MAPI_TYPE.text ? 'utf-16le' : message.encoding);
    if (attachment !== null && id === PROPERTY.data) {
      attachment.bytes = type === MAPI_TYPE.object ? value.subarray(GUID_BYTES) : value;
    } else if (attachment !== null && id === PROPERTY.fileName) attachment.name = text(value);
    else if (id === PROPERTY.subject) message.subject = text(value);
    else if (id === PROPERTY.body) message.text = text(value);
    else if (id === PROPERTY.packedRtf) message.files.push(unpackRtf(value));
    else if (id === PROPERTY.html) message.files.push(value);
    else if (isText) {
      for (const one of values) {
        const said = text(one).trim();
        const key = name ?? `0x${id.toString(16).padStart(4, '0')}`;
        if (said !== '') message.labels.push(labelSegment({ key, value: said, part }));
      }
    }
  }
}

function textOf(bytes: Buffer, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes).replaceAll('\0', '');
}
