import { decodeWords } from 'postal-mime';
import { partName } from '../budget.ts';
import type { Opened } from '../opened.ts';
import { labelSegment, textSegment } from '../text-segment.ts';

const ENCRYPTED = /^-----BEGIN PGP MESSAGE-----/m;

export interface MailContent {
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
  readonly text: string;
  readonly part: string;
}

/** Headers about the way a mail took, which say nothing about what is in it. */
const TRANSPORT =
  /^(received|dkim-|arc-|authentication-results|content-|mime-version|message-id|references|in-reply-to)/i;

/** Headers of a part that are no words: how it is coded and shown, and what its file is called. */
const STRUCTURE = /^content-(?!description)|^mime-version/i;

/** What the headers of a mail's parts say, one `Name: value` each. */
export function* partLabels(block: string, part: string): Iterable<Opened> {
  for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n|\r/)) {
    const [, key = '', value = ''] = /^([!-9;-~]{1,80}):[ \t]*(.{1,2000})$/.exec(line) ?? [];
    if (key !== '' && !STRUCTURE.test(key)) yield labelSegment({ key, value: decodeWords(value), part });
  }
}

/** A mail's headers as labels (protective markings stand there), its subject as title, its lines as body. */
export function* mailText({ headers, text, part }: MailContent): Iterable<Opened> {
  for (const [key, value] of headers) {
    if (TRANSPORT.test(key) || value.trim() === '') continue;
    yield labelSegment({ key, value, part });
    if (/^(subject|thread-topic)$/i.test(key)) {
      yield textSegment({ text: value, part, page: null, zone: 'title' });
    }
  }
  if (ENCRYPTED.test(text)) {
    yield { kind: 'uninspected', note: { part: partName(part), reason: 'encrypted', limit: null } };
  }
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  for (const [index, line] of lines.entries()) {
    // The first and the last line are where mail programs and people put a marking.
    const zone = index === 0 ? 'header' : index === lines.length - 1 ? 'footer' : 'body';
    yield textSegment({ text: line, part, page: null, zone });
  }
}
