import type { Opened } from '../opened.ts';
import { holdsWords } from '../text/code-words.ts';
import { unescapeXml } from '../text/unescape-xml.ts';
import { textSegment } from '../text-segment.ts';

const ATTRIBUTE =
  /\s(?:\w{1,20}:)?(?:name|styleName|title|displayName|author)\s{0,9}=\s{0,9}(?:"([^"<>]{3,300})"|'([^'<>]{3,300})')/g;
const ELEMENT =
  /<(?:\w{1,20}:)?(?:name|title|altName|docPartGallery)\s[^<>]{0,99}?val\s{0,9}=\s{0,9}"([^"<>]{3,300})"/g;
const AUTHOR = /<(?:\w{1,20}:)?author>([^<>]{3,300})</g;
/** Names of files are no words of the document. */
const FILE = /\.\w{2,5}$/;

/**
 * Names that somebody gave: of themes, frames, pictures, styles of tables, blocks of text, and of whoever remarked or changed something.
 * Only those that look like a marking, each once, and not those that were said.
 */
export function givenNames(xml: string, part: string, said: ReadonlySet<string> = new Set()): Opened[] {
  const names = new Set(
    [ATTRIBUTE, ELEMENT, AUTHOR].flatMap((pattern) =>
      [...xml.matchAll(pattern)].map(([, one, other]) => unescapeXml(one ?? other ?? '').trim()),
    ),
  );
  return [...names]
    .filter((name) => holdsWords(name) && !FILE.test(name) && !said.has(name))
    .map((text) => textSegment({ text, part, page: null, zone: 'unknown' }));
}
