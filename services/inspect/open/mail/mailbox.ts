import type { Opened, Opener, OpenInput } from '../opened.ts';

/** Mailbox files (mbox): mails one after another, each behind a line that begins with "From ". */
export const mailbox: Opener = { id: 'mailbox', mediaTypes: ['application/mbox'], open: openMailbox };

const SEPARATOR = /(^|\r?\n\r?\n)From \S+[^\r\n]*\d{4}[^\r\n]*\r?\n/g;

async function* openMailbox({ bytes }: OpenInput): AsyncIterable<Opened> {
  // One byte a character, so that places in the text are places in the bytes.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const starts = [...text.matchAll(SEPARATOR)].map(
    (found) => [found.index, found.index + found[0].length] as const,
  );
  for (const [index, [, start]] of starts.entries()) {
    const end = starts[index + 1]?.[0] ?? bytes.length;
    yield { kind: 'file', bytes: bytes.subarray(start, end), name: null, ordinal: index + 1 };
  }
}
