import PostalMime, { type Attachment, decodeWords, type Email } from 'postal-mime';
import { messageOf } from '../../../../shared/errors.ts';
import type { Uninspected } from '../../../../shared/messages/verdict.ts';
import { limited, partName } from '../budget.ts';
import { within } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { decodeText } from '../text/decode-text.ts';
import { readMarkup } from '../text/markup.ts';
import { uuencodedFiles } from '../text/uuencoded.ts';
import { textSegment } from '../text-segment.ts';
import { mailGaps } from './mail-gaps.ts';
import { mailHeaders } from './mail-headers.ts';
import { mailText, partLabels } from './mail-text.ts';
import { rawLines } from './raw-letters.ts';

/** Internet mail (.eml): headers, both bodies, attachments; an attached mail is opened as a file of its own. */
export const mail: Opener = { id: 'mail', mediaTypes: ['message/rfc822'], open: openMail };

/** More nested parts than this no mail program makes; the parser refuses above it. */
const MOST_NESTED_PARTS = 100;
const MOST_HEADER_BYTES = 2 * 1024 * 1024;
/** What no decoder here knows: an encoding of letters that browsers refuse too, and one of files in news. */
const UTF_7 = /^content-type:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*charset="?(?:unicode-1-1-)?utf-7/im;
/** Parts whose bytes are coded in a way nobody registered. */
const CODED =
  /^content-transfer-encoding:[ \t]*(?!(?:7bit|8bit|binary|base64|quoted-printable|(?:x-)?uue?(?:ncode)?)\b)[\w-]/im;
/** RFC 2046 5.2.2, 5.2.3: a piece of a mail of several, a part that lies somewhere else. */
const PARTIAL = /^content-type:[ \t]*message\/partial\b/im;
const ELSEWHERE = /^content-type:[ \t]*message\/external-body\b/im;
const Y_ENCODED = /^=ybegin .*size=\d/m;

async function* openMail(input: OpenInput): AsyncIterable<Opened> {
  const { part, budget } = input;
  const mail = await parsed(input.bytes);
  if ('limit' in mail) {
    yield { kind: 'uninspected', note: { part: partName(part), ...mail } };
    return;
  }
  yield* within(
    input,
    mailText({
      headers: mail.headers.map(({ key, value }) => [key, decodeWords(value)] as const),
      text: mail.text ?? '',
      part,
    }),
  );
  yield* within(input, unshown(input));
  const headers = headersOf(input.bytes);
  const [, ...ofParts] = headers;
  yield* within(
    input,
    [...rawLines(input.bytes, headers)].map((text) =>
      textSegment({ text, part, page: null, zone: 'unknown' }),
    ),
  );
  for (const block of new Set(ofParts)) yield* within(input, partLabels(block, part));
  const inline = [...uuencodedFiles(mail.text ?? '')];
  const firstOrdinal = mail.attachments.length + inline.length + 1;
  if (mail.html !== undefined)
    yield* within(input, readMarkup(mail.html, { xml: false, part, firstOrdinal }));
  for (const [index, attachment] of mail.attachments.entries()) {
    if (!budget.take('bytesOut', sizeOf(attachment))) {
      yield { kind: 'uninspected', note: limited(partName(part), 'too-large', budget.limits, 'bytesOut') };
      return;
    }
    yield { kind: 'file', bytes: bytesOf(attachment), name: attachment.filename ?? null, ordinal: index + 1 };
  }
  for (const [index, bytes] of inline.entries())
    yield { kind: 'file', bytes, name: null, ordinal: mail.attachments.length + index + 1 };
  for (const reason of missing(headers, mail.text ?? ''))
    yield { kind: 'uninspected', note: { part: partName(part), reason, limit: null } };
}

/** Words outside all parts. */
function* unshown({ bytes, part }: OpenInput): Iterable<Opened> {
  for (const gap of mailGaps(bytes)) {
    for (const line of decodeText(gap)?.text.split(/\r\n|\r|\n/) ?? [])
      if (line.trim() !== '') yield textSegment({ text: line, part, page: null, zone: 'unknown' });
  }
}

function headersOf(bytes: Uint8Array): string[] {
  return [...mailHeaders(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'))];
}

/** Why something of a mail is not here, or not in letters anybody knows. */
function missing(headers: readonly string[], text: string): Uninspected['reason'][] {
  const says = (sign: RegExp) => headers.some((block) => sign.test(block));
  const isUnknown = [UTF_7, CODED, ELSEWHERE].some(says) || Y_ENCODED.test(text);
  return [
    ...(says(PARTIAL) ? (['multi-part'] as const) : []),
    ...(isUnknown ? (['unsupported-type'] as const) : []),
  ];
}

/** The mail, or which of the parser's limits it is over. */
async function parsed(bytes: Uint8Array): Promise<Email | Pick<Uninspected, 'reason' | 'limit'>> {
  try {
    return await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      maxNestingDepth: MOST_NESTED_PARTS,
      maxHeadersSize: MOST_HEADER_BYTES,
      attachmentEncoding: 'arraybuffer',
    });
  } catch (error) {
    const said = messageOf(error);
    if (said.startsWith('Maximum MIME nesting depth'))
      return { reason: 'too-deep', limit: { name: 'nestedParts', value: MOST_NESTED_PARTS } };
    if (said.startsWith('Maximum header size'))
      return { reason: 'too-large', limit: { name: 'headerBytes', value: MOST_HEADER_BYTES } };
    throw error;
  }
}

function bytesOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}

function sizeOf({ content }: Attachment): number {
  return typeof content === 'string' ? content.length : content.byteLength;
}
