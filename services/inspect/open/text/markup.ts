import { Parser } from 'htmlparser2';
import { ContentError } from '../../../../shared/errors.ts';
import type { Zone } from '../../../../shared/messages/parts.ts';
import { limited, partName } from '../budget.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { createTableColumns } from '../table-columns.ts';
import { labelSegment, textSegment } from '../text-segment.ts';
import { holdsWords, wordsOfCode } from './code-words.ts';
import { decodeText } from './decode-text.ts';
import { createMixedContent } from './mixed-content.ts';
import { packedDiagram } from './packed-diagram.ts';
import { withEntities } from './xml-entities.ts';

/**
 * HTML and XML by one tolerant parser. It loads nothing, so external references have nothing to work with; entities a document
 * declares are put in beforehand, up to a limit; scripts are text nobody runs.
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

/** Elements of HTML that part words: those with lines of their own. All others stand within a line, also those that nobody knows. */
const PARTING = new Set(
  'address article aside audio blockquote body br button canvas caption center col colgroup dd details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe input label legend li link listing main map marquee menu meta nav noframes noscript object ol optgroup option p param plaintext pre search section select source summary table tbody td template textarea tfoot th thead title tr ul video xmp'.split(
    ' ',
  ),
);
/** Feeds and maps carry HTML as text. */
const HTML_WITHIN = /<\/?(?:a|b|br|div|em|font|h[1-6]|i|img|li|p|span|strong|table|td|u)\b[^<>]{0,500}>/i;
/** Files in it are numbered behind those of the document. */
const FILES_WITHIN = 100_000;
const UNSEEN = new Set(['script', 'style']);
/** What tables are made of, in HTML and in what Excel 2003 writes as XML. */
const TABLE: Readonly<Record<string, 'table' | 'row' | 'cell'>> = {
  table: 'table',
  tr: 'row',
  td: 'cell',
  th: 'cell',
  Table: 'table',
  Row: 'row',
  Cell: 'cell',
};
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

export interface MarkupOptions {
  readonly xml: boolean;
  readonly part: string;
  /** Number of the first file inside the markup, where others have numbers already. */
  readonly firstOrdinal?: number;
}

/** The pieces of a document in markup: text by block, attributes and meta elements as labels, files in data URIs. */
export function readMarkup(text: string, options: MarkupOptions): Opened[] {
  const { part } = options;
  const pieces: Opened[] = [];
  const zones: Array<Zone | null> = [];
  const names: string[] = [];
  const columns = createTableColumns();
  let ordinal = options.firstOrdinal ?? 1;
  let line = '';
  /** Lines of which something was taken out that is being read. */
  const around: string[] = [];
  let unseen = '';
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
    if (words === '') return;
    if (options.xml && HTML_WITHIN.test(words))
      pieces.push(...readMarkup(words, { ...options, xml: false, firstOrdinal: FILES_WITHIN }));
    const diagram = options.xml && element === 'diagram' ? packedDiagram(words) : null;
    if (diagram !== null) pieces.push(...readMarkup(diagram, options));
    const column = columns.say(words);
    const over = column === null ? undefined : [column];
    pieces.push(textSegment({ text: words, part, page: null, zone, columns: over }));
  };
  const sayAside = (words: string) => {
    const said = words.replace(/\s+/g, ' ').trim();
    if (said !== '') pieces.push(textSegment({ text: said, part, page: null, zone: 'unknown' }));
  };
  const openData = (from: string) => {
    for (const bytes of filesInDataUris(from)) {
      pieces.push({ kind: 'file', bytes, name: null, ordinal });
      ordinal += 1;
    }
  };

  const mixed = createMixedContent(sayAside);

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (options.xml) mixed.open();
        if (options.xml || PARTING.has(name)) flush();
        if (zones.length >= DEEPEST) {
          restFrom = parser.endIndex + 1;
          parser.pause();
          return;
        }
        zones.push(ZONES[name] ?? null);
        names.push(name);
        if (name === 'del' && !options.xml) {
          around.push(line);
          line = '';
        }
        const inTable = TABLE[name];
        if (inTable === 'table') columns.beginTable();
        else if (inTable === 'row') columns.beginRow();
        else if (inTable === 'cell') columns.beginCell(Number(attributes.colspan ?? 1));
        pieces.push(...labelsOf(name, attributes, options));
        for (const value of Object.values(attributes))
          if (value.includes('data:'))
            openData(value.startsWith('data:') ? value.replace(/\s/g, '%20') : value);
        if (attributes.srcdoc !== undefined && !options.xml && name === 'iframe') {
          const inner = readMarkup(attributes.srcdoc, { ...options, firstOrdinal: ordinal });
          pieces.push(...inner);
          ordinal += inner.filter(({ kind }) => kind === 'file').length;
        }
      },
      onclosetag(name) {
        if (options.xml) mixed.close();
        if (options.xml || PARTING.has(name)) flush();
        if (name === 'del' && !options.xml) {
          sayAside(line);
          line = around.pop() ?? '';
        }
        if (UNSEEN.has(name)) {
          for (const words of wordsOfCode(unseen)) sayAside(words);
          if (unseen.includes('data:')) openData(unseen);
          unseen = '';
        }
        if (TABLE[name] === 'row') columns.endRow();
        else if (TABLE[name] === 'table') columns.endTable();
        zones.pop();
        names.pop();
      },
      ontext(data) {
        if (options.xml) mixed.text(data);
        if (UNSEEN.has(names.at(-1) ?? '')) unseen += data;
        else line += data;
      },
      onprocessinginstruction(name, data) {
        flush();
        if (!/^(?:\?xml|!doctype)$/i.test(name)) sayAside(data.replace(/^[?!]|\?$/g, ''));
      },
      oncomment(data) {
        if (options.xml) flush();
        sayAside(data.replace(/<[^<>]*>/g, ' '));
      },
    },
    { xmlMode: options.xml, decodeEntities: true },
  );
  parser.end(text);
  flush();
  mixed.end();
  if (restFrom !== null) pieces.push(...withoutTags(text.slice(restFrom), part));
  return pieces;
}

/** Attributes about looks, places and behaviour, which say no words. */
const WORDLESS =
  /^(class|style|id|src|srcset|srcdoc|xmlns.*|d|points|transform|on\w+|rel|integrity|nonce|.*:?schemaLocation)$/i;

/** Attributes that are labels go as key and value (ism:classification="S"), others that hold words as text. */
function labelsOf(name: string, attributes: Record<string, string>, { xml, part }: MarkupOptions): Opened[] {
  if (name === 'meta' && !xml) {
    const key = attributes.name ?? attributes.property ?? attributes['http-equiv'];
    const value = attributes.content;
    return key === undefined || value === undefined ? [] : [labelSegment({ key, value, part })];
  }
  return Object.entries(attributes)
    .filter(([, value]) => value.trim() !== '' && value.length <= 2000)
    .flatMap(([key, value]) => {
      if (isLabel(key)) return [labelSegment({ key, value, part })];
      const telling = key === 'alt' || key === 'title' || (!WORDLESS.test(key) && holdsWords(value));
      return telling ? [textSegment({ text: unescaped(key, value), part, page: null, zone: 'unknown' })] : [];
    });
}

function isLabel(attribute: string): boolean {
  return /^ism:|classif|ownerproducer|dissem|releas|label$|sensitiv/i.test(attribute);
}

function unescaped(key: string, value: string): string {
  if (!/href|target|location/i.test(key)) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Files of any kind that stand in the markup itself. */
function filesInDataUris(text: string): Uint8Array[] {
  return [
    ...text.matchAll(/data:([a-z]+\/[a-z0-9.+-]+)?((?:;[\w-]+=[^;,"']*)*)(;base64)?,([^"')\s]*)/gi),
  ].flatMap(([, , , base64, data = '']) => {
    const bytes =
      base64 === undefined ? percentDecoded(data) : Buffer.from(percentDecoded(data).toString(), 'base64');
    return bytes.length > 0 ? [bytes] : [];
  });
}

function percentDecoded(text: string): Buffer {
  if (!text.includes('%')) return Buffer.from(text);
  return Buffer.from(
    text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  );
}

/** The text of a document in markup, its own entities put in. Throws ContentError NOT_TEXT, CONTENT_TOO_COMPRESSED. */
export function decodeMarkup(bytes: Uint8Array): string {
  return withEntities(decodeAsDeclared(bytes));
}

/** A declared encoding counts where the bytes are no UTF-8 and no mark says otherwise. */
function decodeAsDeclared(bytes: Uint8Array): string {
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
