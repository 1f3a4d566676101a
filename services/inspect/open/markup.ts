import { Parser } from 'htmlparser2';
import { ContentError } from '../../../shared/errors.ts';
import type { Zone } from '../../../shared/messages/parts.ts';
import { limited, partName } from './budget.ts';
import { decodeText } from './decode-text.ts';
import type { Opened, Opener, OpenInput } from './opened.ts';
import { labelSegment, textSegment } from './text-segment.ts';

/**
 * HTML and XML by one tolerant parser. It expands no entity a document declares and loads nothing, so entity bombs and
 * external references have nothing to work with; scripts are text nobody runs.
 */
export const markup: Opener = {
  id: 'markup',
  mediaTypes: [
    'text/html',
    'application/xml',
    'application/xhtml+xml',
    'application/rss+xml',
    'application/atom+xml',
  ],
  open: openMarkup,
};

/** Elements within a line: their edges do not part words. */
const INLINE = new Set(
  'a abbr b bdi bdo big cite code del em font i ins kbd mark q s samp small span strike strong sub sup tt u var wbr'.split(
    ' ',
  ),
);
const UNSEEN = new Set(['script', 'style', 'noscript', 'template']);
const ZONES: Readonly<Record<string, Zone>> = {
  title: 'title',
  h1: 'title',
  header: 'header',
  footer: 'footer',
  td: 'cell',
  th: 'cell',
};

async function* openMarkup(input: OpenInput): AsyncIterable<Opened> {
  const decoded = decodeMarkup(input.bytes);
  const { part, budget } = input;
  const pieces = readMarkup(decoded, { xml: input.type.mediaType !== 'text/html', part });
  for (const piece of pieces) {
    if (piece.kind === 'text' && !budget.take('textChars', piece.segment.text.length)) {
      yield { kind: 'uninspected', note: limited(partName(part), 'too-large', budget.limits, 'textChars') };
      return;
    }
    yield piece;
  }
}

/** Elements of label schemes (ADatP-4774 and its kin) whose text is a label's value. */
const LABEL_ELEMENT =
  /(^|:)(classification|policyidentifier|privacymark|confidentialitylabel|genericvalue)$/i;

/** The parser's work grows with the square of the depth; no honest document nests like this. */
const DEEPEST = 2000;

/** What lies deeper than the parser goes is read all the same, without its structure. */
function withoutTags(text: string, part: string): Opened[] {
  return text
    .split(/<[^<>]*>|[\r\n]+/)
    .map((words) => words.trim())
    .filter((words) => words !== '')
    .map((words) => textSegment({ text: words, part, page: null, zone: 'unknown' }));
}

/** The pieces of a document in markup: text by block, attributes and meta elements as labels, inline pictures. */
export function readMarkup(text: string, options: { xml: boolean; part: string }): Opened[] {
  const { part } = options;
  const pieces: Opened[] = [];
  const zones: Array<Zone | null> = [];
  const names: string[] = [];
  let unseen = 0;
  let line = '';
  let restFrom: number | null = null;

  const flush = () => {
    const words = line.replace(/\s+/g, ' ').trim();
    line = '';
    const element = names.at(-1) ?? '';
    if (options.xml && LABEL_ELEMENT.test(element) && words !== '') {
      pieces.push(labelSegment({ key: element, value: words, part }));
      return;
    }
    const zone = zones.findLast((entry) => entry !== null) ?? 'body';
    if (words !== '') pieces.push(textSegment({ text: words, part, page: null, zone }));
  };

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (options.xml || !INLINE.has(name)) flush();
        if (UNSEEN.has(name)) unseen += 1;
        if (zones.length >= DEEPEST) {
          restFrom = parser.endIndex + 1;
          parser.pause();
          return;
        }
        zones.push(ZONES[name] ?? null);
        names.push(name);
        pieces.push(...labelsOf(name, attributes, part));
        const picture = inlinePicture(attributes.src ?? attributes.href ?? attributes['xlink:href']);
        if (picture !== null) pieces.push({ kind: 'image', bytes: picture, page: null });
      },
      onclosetag(name) {
        if (options.xml || !INLINE.has(name)) flush();
        if (UNSEEN.has(name)) unseen -= 1;
        zones.pop();
        names.pop();
      },
      ontext(data) {
        if (unseen === 0) line += data;
      },
      oncomment(data) {
        flush();
        const words = data.replace(/\s+/g, ' ').trim();
        if (words !== '') pieces.push(textSegment({ text: words, part, page: null, zone: 'unknown' }));
      },
    },
    { xmlMode: options.xml, decodeEntities: true },
  );
  parser.end(text);
  flush();
  if (restFrom !== null) pieces.push(...withoutTags(text.slice(restFrom), part));
  return pieces;
}

/** In XML any attribute may be a label (ism:classification="S"); in HTML the text alternatives and meta elements. */
function labelsOf(name: string, attributes: Record<string, string>, part: string): Opened[] {
  if (name === 'meta') {
    const key = attributes.name ?? attributes.property ?? attributes['http-equiv'];
    const value = attributes.content;
    return key === undefined || value === undefined ? [] : [labelSegment({ key, value, part })];
  }
  return Object.entries(attributes)
    .filter(([key, value]) => isTelling(key) && value.trim() !== '' && value.length <= 2000)
    .map(([key, value]) =>
      key === 'alt' || key === 'title'
        ? textSegment({ text: value, part, page: null, zone: 'unknown' })
        : labelSegment({ key, value, part }),
    );
}

function isTelling(attribute: string): boolean {
  return (
    attribute === 'alt' ||
    attribute === 'title' ||
    /^ism:|classif|ownerproducer|dissem|releas|label|sensitiv/i.test(attribute)
  );
}

function inlinePicture(reference: string | undefined): Uint8Array | null {
  const match = /^data:image\/[a-z0-9.+-]+;base64,/i.exec(reference ?? '');
  return match === null ? null : Buffer.from((reference ?? '').slice(match[0].length), 'base64');
}

/** A declared encoding counts where the bytes are no UTF-8 and no mark says otherwise. */
export function decodeMarkup(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  const declared = /(?:encoding|charset)\s*=\s*["']?\s*([\w-]{2,30})/i.exec(head)?.[1];
  const guessed = decodeText(bytes);
  if (guessed !== null && (guessed.encoding === 'utf-8' || guessed.encoding.startsWith('utf-16')))
    return guessed.text;
  if (declared !== undefined) {
    try {
      return new TextDecoder(declared).decode(bytes);
    } catch {
      // An encoding nobody knows: the guess below has to do.
    }
  }
  if (guessed === null)
    throw new ContentError('NOT_TEXT', 'Expected markup in a known encoding, got other bytes');
  return guessed.text;
}
