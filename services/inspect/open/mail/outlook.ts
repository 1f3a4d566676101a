import MsgReaderModule from '@kenjiuno/msgreader';
import { limited, partName } from '../budget.ts';
import { readPart, within } from '../container.ts';
import { checkCompoundChains } from '../old-office/compound-chains.ts';
import type { Storage } from '../old-office/compound-storage.ts';
import type { Opened, OpenInput } from '../opened.ts';
import { decodeMarkup, readMarkup } from '../text/markup.ts';
import { mailText } from './mail-text.ts';
import { namedProperties } from './outlook-names.ts';
import { unpackRtf } from './packed-rtf.ts';

/** The package is CommonJS and says so in two ways, depending on who imports it. */
const MsgReader = 'default' in MsgReaderModule ? MsgReaderModule.default : MsgReaderModule;

/** Behind all attachments, and files that stand in HTML. */
const BODY_ORDINAL = 100_000;

/** Outlook messages (.msg): the same as a mail, in a compound file. */
export async function* openOutlook(root: Storage, input: OpenInput): AsyncIterable<Opened> {
  const { bytes, part, budget } = input;
  // Its reader follows every chain it is given.
  checkCompoundChains(bytes);
  const reader = new MsgReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const message = reader.getFileData();
  const headers = splitHeaders(message.headers ?? '');
  const subject = message.subject ?? '';
  const known = headers.some(([name]) => name.toLowerCase() === 'subject');
  const all = known || subject === '' ? headers : [...headers, ['Subject', subject] as const];
  yield* within(input, mailText({ headers: all, text: message.body ?? '', part }));
  const html = message.html === undefined ? message.bodyHtml : decodeMarkup(message.html);
  if (html !== undefined)
    yield* within(
      input,
      readMarkup(html, { xml: false, part, firstOrdinal: (message.attachments ?? []).length + 1 }),
    );
  yield* within(input, namedProperties(root, part));
  const hasOther = html !== undefined || (message.body ?? '') !== '';
  yield* readPart(input, BODY_ORDINAL, () => richBody(message.compressedRtf, hasOther));
  for (const [index, attachment] of (message.attachments ?? []).entries()) {
    const { content, fileName } = reader.getAttachment(attachment);
    if (!budget.take('bytesOut', content.length)) {
      yield { kind: 'uninspected', note: limited(partName(part), 'too-large', budget.limits, 'bytesOut') };
      return;
    }
    yield { kind: 'file', bytes: content, name: fileName, ordinal: index + 1 };
  }
}

/** Header lines as they came by wire; a line that begins with white space goes on with the one before. */
function splitHeaders(raw: string): Array<readonly [string, string]> {
  return raw
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const] : [];
    });
}

/** The body as Outlook wrote it, where it is more than a copy of the other two. */
function richBody(packed: Uint8Array | undefined, hasOther: boolean): Opened[] {
  if (packed === undefined || packed.length === 0) return [];
  const body = unpackRtf(packed);
  const isCopy = hasOther && /\\from(?:html|text)/.test(body.toString('latin1', 0, COPY_WITHIN));
  return isCopy ? [] : [{ kind: 'file', bytes: body, name: null, ordinal: BODY_ORDINAL }];
}
const COPY_WITHIN = 2000;
