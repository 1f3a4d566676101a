import { readPart } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { decodeMarkup } from '../text/markup.ts';
import { odfLines } from './odf.ts';
import { officeLabels } from './office-labels.ts';
import { pagedLines, takerOf } from './ooxml-parts.ts';

/** Office documents as one XML file: flat OpenDocument, Word 2003 XML, and packages written flat. */
export const flatOffice: Opener = {
  id: 'flat-office',
  mediaTypes: [
    'application/vnd.oasis.opendocument.flat+xml',
    'application/vnd.ms-word.2003+xml',
    'application/vnd.ms-office.flat+xml',
  ],
  open: openFlatOffice,
};

const BINARY = /<((?:office:binary-data|\w+:binData|pkg:binaryData))(?:\s[^>]*)?>([^<]*)<\/\1>/g;
const PROPERTIES = /<(office:meta|\w+:DocumentProperties|\w+:CustomDocumentProperties)[\s>][\s\S]*?<\/\1>/g;
const PART = /<pkg:part\s[^>]*pkg:name="\/?([^"]+)"[^>]*>\s*<pkg:xmlData[^>]*>([\s\S]*?)<\/pkg:xmlData>/g;

async function* openFlatOffice(input: OpenInput): AsyncIterable<Opened> {
  const { part, type } = input;
  const xml = decodeMarkup(input.bytes);
  let ordinal = 0;
  for (const [, , base64 = ''] of xml.matchAll(BINARY)) {
    const bytes = Buffer.from(base64, 'base64');
    ordinal += 1;
    if (bytes.length > 0) yield { kind: 'file', bytes, name: null, ordinal };
  }
  const words = xml.replace(BINARY, '');
  for (const [properties] of words.matchAll(PROPERTIES))
    yield* readPart(input, ordinal, () => officeLabels(properties, { part }));
  if (type.mediaType.includes('opendocument')) {
    yield* readPart(input, ordinal, () => odfLines(words, part, true));
  } else if (type.mediaType.includes('word')) {
    yield* readPart(input, ordinal, () => pagedLines(words, { part, page: null }));
  } else {
    for (const [, name = '', content = ''] of words.matchAll(PART)) {
      const taker = takerOf(name);
      if (typeof taker === 'function')
        yield* readPart(input, ordinal, () => taker(content, { part, page: null }));
    }
  }
}
