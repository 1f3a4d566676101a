import { Parser } from 'htmlparser2';
import type { Zone } from '../../../../shared/messages/parts.ts';
import type { Column, TextSegment } from '../../report.ts';
import { createTableColumns } from '../table-columns.ts';
import { createOfficeNames } from './office-names.ts';

/** How one of the office dialects of XML spells paragraphs, and what stands around them. */
export interface Dialect {
  /** A line ends where one of these ends. They nest: a text box stands inside a paragraph. */
  readonly paragraphs: ReadonlySet<string>;
  /** Elements whose characters are text; null: all characters inside a paragraph are. */
  readonly texts: ReadonlySet<string> | null;
  readonly spaces: ReadonlySet<string>;
  /** Elements that stand for a character, besides spaces. */
  readonly characters?: Readonly<Record<string, string>>;
  /** A character that an element names by its number. */
  characterOf?(name: string, attributes: Readonly<Record<string, string>>): string | null;
  /** Elements within a line whose characters are no part of it and become a line of their own: field codes. */
  readonly asides?: ReadonlySet<string>;
  readonly breaks: ReadonlySet<string>;
  /** Elements that say again for other readers what was said: of them, only what is new. */
  readonly echoes?: ReadonlySet<string>;
  /** Elements that are no text of the document. */
  readonly skipped: ReadonlySet<string>;
  /** Elements that tables are made of; cells may stand for several alike, by the attribute `repeats`. */
  readonly table?: {
    readonly table: string;
    readonly row: string;
    readonly cells: ReadonlySet<string>;
    readonly repeats?: string;
    /** The column that a cell says it stands in. */
    columnOf?(attributes: Readonly<Record<string, string>>): number | null;
  };
  /** Where text inside such an element stands. */
  readonly zones: Readonly<Record<string, Zone>>;
  /** Where a shape stands, told by its attributes; null where it says nothing. */
  placeOf?(name: string, attributes: Readonly<Record<string, string>>): Zone | null;
  /** Elements at which a new page begins, as far as the file remembers. */
  isPageBreak(name: string, attributes: Readonly<Record<string, string>>): boolean;
  /** Words an element keeps in its attributes: alternative texts, names, watermarks. */
  wordsIn?(name: string, attributes: Readonly<Record<string, string>>): readonly AttributeWords[];
  /** Elements around what was taken out and what was put in: a paragraph is read without the one, and then without the other. */
  readonly takenOut?: ReadonlySet<string>;
  readonly putIn?: ReadonlySet<string>;
  /** Run properties that strike text out or make it red; a run begins with `run`. */
  readonly run: string;
  readonly strikes: ReadonlySet<string>;
  readonly colour: string;
}

export interface AttributeWords {
  readonly text: string | undefined;
  readonly zone: Zone;
}

export interface OfficeLine {
  readonly text: string;
  /** The paragraph it is, or the element it stood in as an attribute. */
  readonly element: string;
  /** null where the surrounding part decides. */
  readonly zone: Zone | null;
  readonly pagesBefore: number;
  readonly column: Column | null;
  readonly struck: boolean;
  readonly red: boolean;
}

interface Held {
  readonly element: string;
  text: string;
  /** What it was before it was changed. */
  before: string;
  /** What was put in and taken out again. */
  meanwhile: string;
  struckChars: number;
  redChars: number;
}

/** No office program nests deeper; the parser's work grows with the square of it. */
const DEEPEST = 1000;

/**
 * The lines of one XML part. Throws when elements nest deeper than any office program writes them.
 *
 * @param heads the names over its table, where they stand in another part.
 */
export function readOfficeXml(
  xml: string,
  dialect: Dialect,
  heads: readonly string[] | null = null,
): OfficeLine[] {
  const lines: OfficeLine[] = [];
  const open: Held[] = [];
  const asides: string[] = [];
  const canonical = createOfficeNames();
  const zones: Array<{ depth: number; zone: Zone }> = [];
  let depth = 0;
  let skipping = 0;
  let inText = 0;
  let pages = 0;
  let run = { struck: false, red: false };
  let echoing = 0;
  let takingOut = 0;
  let puttingIn = 0;
  const said = new Set<string>();
  const columns = createTableColumns();
  const add = (line: OfficeLine) => {
    if (echoing === 0 || !said.has(line.text)) lines.push(line);
    if (dialect.echoes !== undefined) said.add(line.text);
  };

  const say = (words: string) => {
    if (asides.length > 0) {
      asides.push((asides.pop() ?? '') + words);
      return;
    }
    const held = open.at(-1);
    if (held === undefined) return;
    if (puttingIn === 0) held.before += words;
    else if (takingOut > 0) held.meanwhile += words;
    if (takingOut > 0) return;
    held.text += words;
    if (run.struck) held.struckChars += words.length;
    if (run.red) held.redChars += words.length;
  };
  const flush = (held: Held) => {
    const most = held.text.length / 2;
    const states = new Set(
      [held.text, held.before, held.meanwhile].map((text) => text.replace(/[ \t\r\n]+/g, ' ').trim()),
    );
    for (const text of states) {
      if (text === '') continue;
      add({
        text,
        element: held.element,
        zone: zones.at(-1)?.zone ?? null,
        pagesBefore: pages,
        column: columns.say(text),
        struck: held.struckChars > most,
        red: held.redChars > most,
      });
    }
    held.text = '';
    held.before = '';
    held.meanwhile = '';
    held.struckChars = 0;
    held.redChars = 0;
  };

  const flushOpen = () => {
    const held = open.at(-1);
    if (held !== undefined) flush(held);
  };
  const sayApart = (words: string | undefined, element: string, zone: Zone | null) => {
    const text = words?.replace(/\s+/g, ' ').trim() ?? '';
    if (text !== '')
      add({ text, element, zone, pagesBefore: pages, column: null, struck: false, red: false });
  };

  const parser = new Parser(
    {
      onopentag(raw, attributes) {
        canonical.declare(attributes);
        const name = canonical.name(raw);
        depth += 1;
        if (depth > DEEPEST) throw new RangeError(`Expected at most ${DEEPEST} nested elements`);
        if (skipping > 0 || dialect.skipped.has(name)) {
          skipping += 1;
          return;
        }
        if (dialect.echoes?.has(name)) echoing += 1;
        if (dialect.takenOut?.has(name)) takingOut += 1;
        else if (dialect.putIn?.has(name)) puttingIn += 1;
        if (name === dialect.table?.table) columns.beginTable(heads);
        else if (name === dialect.table?.row) columns.beginRow();
        else if (dialect.table?.cells.has(name))
          columns.beginCell(
            Number(attributes[dialect.table.repeats ?? ''] ?? 1),
            dialect.table.columnOf?.(attributes) ?? null,
          );
        const zone = dialect.zones[name] ?? dialect.placeOf?.(name, attributes) ?? null;
        if (zone !== null) zones.push({ depth, zone });
        if (dialect.isPageBreak(name, attributes)) pages += 1;
        for (const words of dialect.wordsIn?.(name, attributes) ?? []) sayApart(words.text, name, words.zone);
        if (dialect.asides?.has(name)) asides.push('');
        if (dialect.paragraphs.has(name))
          open.push({ element: name, text: '', before: '', meanwhile: '', struckChars: 0, redChars: 0 });
        if (dialect.texts?.has(name)) inText += 1;
        if (dialect.spaces.has(name)) say(' ');
        else if (dialect.characters?.[name] !== undefined) say(dialect.characters[name]);
        else if (dialect.breaks.has(name)) flushOpen();
        const character = dialect.characterOf?.(name, attributes) ?? null;
        if (character !== null) say(character);
        if (name === dialect.run) run = { struck: false, red: false };
        else if (dialect.strikes.has(name)) run.struck = !isOff(attributes);
        else if (name === dialect.colour) run.red = isRed(Object.values(attributes));
      },
      onclosetag(raw) {
        const name = canonical.name(raw);
        depth -= 1;
        if (skipping > 0) {
          skipping -= 1;
          return;
        }
        if (dialect.asides?.has(name)) sayApart(asides.pop(), name, 'unknown');
        if (dialect.paragraphs.has(name)) {
          const held = open.pop();
          if (held !== undefined) flush(held);
        }
        if (name === dialect.table?.row) columns.endRow();
        else if (name === dialect.table?.table) columns.endTable();
        if (dialect.texts?.has(name)) inText -= 1;
        if (dialect.echoes?.has(name)) echoing -= 1;
        if (dialect.takenOut?.has(name)) takingOut -= 1;
        else if (dialect.putIn?.has(name)) puttingIn -= 1;
        if (zones.at(-1)?.depth === depth + 1) zones.pop();
      },
      ontext(data) {
        if (skipping === 0 && (dialect.texts === null || inText > 0 || asides.length > 0)) say(data);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return lines;
}

function isOff(attributes: Readonly<Record<string, string>>): boolean {
  return Object.values(attributes).some((value) => value === '0' || value === 'false' || value === 'off');
}

/** RRGGBB with much red and little else. */
function isRed(values: readonly string[]): boolean {
  return values.some((value) => {
    const hex = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(value);
    if (hex === null) return false;
    const [red = 0, green = 0, blue = 0] = hex.slice(1).map((part) => Number.parseInt(part, 16));
    return red >= 0xa0 && green < 0x60 && blue < 0x60;
  });
}

/** `page` null: the part stands on every page, or pages are unknown. */
export function officeSegment(
  line: OfficeLine,
  at: { part: string; page: number | null; zone: Zone },
): TextSegment {
  return {
    text: line.text,
    where: { part: at.part, page: at.page, zone: line.zone ?? at.zone, box: null },
    source: 'text',
    key: null,
    ocrConfidence: null,
    ...(line.column === null ? {} : { columns: [line.column] }),
    looks: { height: null, struck: line.struck, boxed: false, red: line.red },
  };
}
