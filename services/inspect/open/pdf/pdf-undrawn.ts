import { drawnIn, referencesOf } from './pdf-drawn.ts';
import { currentObjects, type PdfFile } from './pdf-file.ts';
import { numberBehind } from './pdf-key.ts';
import type { ReplacedObject } from './pdf-memberships.ts';
import { isPage, type PdfObject } from './pdf-objects.ts';

/** Pages that were made here, of what no page draws. */
export interface Undrawn {
  /** Of drawings, pictures and contents that nothing draws. */
  readonly pages: readonly MadePage[];
  /** Of how remarks and fields look: whoever draws the page sees one state of each. Of patterns, masks and letters that write words, which are drawn and not said. */
  readonly appearances: readonly MadePage[];
  /** Whether there are some of which no page could be made. */
  readonly isUnknown: boolean;
}

export interface MadePage {
  readonly num: number;
  readonly gen: 0;
  /** The page itself, and what it draws where that had to be made too. */
  readonly objects: readonly ReplacedObject[];
}

const FORM = /\/Subtype\s{0,9}\/Form\b/;
const IMAGE = /\/Subtype\s{0,9}\/Image\b/;
const PATTERN = /\/PatternType\s{0,9}1\b/;
const TYPE_3 = /\/Subtype\s{0,9}\/Type3\b/;
const BOX = /\/BBox\s{0,9}\[([^\]]{1,200})\]/;
const A4 = '0 0 595 842';
/** Below these no mark is legible. */
const LEAST_WIDTH_PX = 40;
const LEAST_HEIGHT_PX = 15;
/** A picture is drawn at the size it is read at. */
const POINTS_A_PIXEL = 72 / 150;

/** `mostBytes` is what may come out of each stream. */
export function undrawnIn(file: PdfFile, mostBytes: number): Undrawn {
  const current = currentObjects(file);
  const streams = [...current.values()].filter(({ data }) => data !== null);
  const drawn = drawnIn(file, current, mostBytes);
  const isLeft = ({ num }: PdfObject) => !drawn.byName.has(num) && !drawn.asPart.has(num);
  const forms = streams.filter((object) => FORM.test(object.dictionary) && isLeft(object));
  const images = streams.filter(
    (object) => isPicture(object) && isLeft(object) && !drawn.asAppearance.has(object.num),
  );
  const patterns = streams.filter(({ dictionary }) => PATTERN.test(dictionary));
  const masks = streams.filter(({ num, dictionary }) => FORM.test(dictionary) && drawn.asPart.has(num));
  const showsPictures = ({ dictionary }: PdfObject) => dictionary.includes('/XObject');
  const loose = streams.filter(
    (object) => !drawn.referred.has(object.num) && isContent(file, object, mostBytes),
  );
  let next = 1;
  for (const num of current.keys()) next = Math.max(next, num + 1);
  const made = (objects: (num: number) => ReplacedObject[]): MadePage => {
    const page = { num: next, gen: 0 as const, objects: objects(next) };
    next += page.objects.length;
    return page;
  };
  const first = [...current.values()].find(isPage)?.dictionary ?? `<< /Type /Page /MediaBox [${A4}] >>`;
  return {
    pages: [
      ...forms
        .filter(({ num }) => !drawn.asAppearance.has(num))
        .map((form) => made((num) => [pageOf(form, num)])),
      // What is added to a locked document would have to be locked.
      ...(file.isLocked ? [] : images.map((image) => made((num) => pictureAlone(image, num)))),
      ...patterns.filter(showsPictures).map((pattern) => made((num) => [pageOf(pattern, num)])),
      ...loose.map((content) => made((num) => [{ num, body: withContents(first, content) }])),
    ],
    appearances: [
      ...forms.filter(({ num }) => drawn.asAppearance.has(num)),
      ...patterns.filter((pattern) => !showsPictures(pattern)),
      ...masks,
      ...glyphsThatWrite(file, current, mostBytes),
    ].map((form) => made((num) => [pageOf(form, num)])),
    isUnknown: !drawn.isWhole || (file.isLocked && images.length > 0),
  };
}

/** Letters of a font that is drawn here may be words in letters of another; with what they need to be drawn. */
function* glyphsThatWrite(
  file: PdfFile,
  current: ReadonlyMap<number, PdfObject>,
  mostBytes: number,
): Iterable<PdfObject> {
  for (const font of current.values()) {
    const procedures = TYPE_3.test(font.dictionary) ? font.dictionary.split('/CharProcs', 2)[1] : undefined;
    const own = referencesOf(procedures ?? '').flatMap((num) => current.get(num) ?? []);
    const listed = own.flatMap((object) =>
      object.data === null
        ? referencesOf(object.dictionary).flatMap((num) => current.get(num) ?? [])
        : [object],
    );
    for (const glyph of new Set(listed)) {
      const content = glyph.data === null ? null : file.contentOf(glyph, mostBytes);
      if (content !== null && content !== 'too large' && writes(content.toString('latin1')))
        yield { ...glyph, dictionary: font.dictionary };
    }
  }
}

function isPicture({ dictionary }: PdfObject): boolean {
  if (!IMAGE.test(dictionary)) return false;
  const [width, height] = [numberBehind(dictionary, 'Width') ?? 0, numberBehind(dictionary, 'Height') ?? 0];
  return width >= LEAST_WIDTH_PX && height >= LEAST_HEIGHT_PX;
}

function isContent(file: PdfFile, object: PdfObject, mostBytes: number): boolean {
  if (/\/(?:Type|Subtype|FunctionType|PatternType|Length1|N)\b/.test(object.dictionary)) return false;
  const content = file.contentOf(object, mostBytes);
  return content !== null && content !== 'too large' && writes(content.toString('latin1'));
}

const writes = (text: string): boolean => /\bBT\b/.test(text) && /\bT[jJ]\b/.test(text);

/** A drawing is written as a page's contents are, and names what it needs as a page does. */
function pageOf({ num: contents, gen, dictionary }: PdfObject, num: number): ReplacedObject {
  const [, box = A4] = BOX.exec(dictionary) ?? [];
  const inner = dictionary
    .trim()
    .replace(/^<</, '')
    .replace(/>>$/, '')
    .replace(/\/Type\s{0,9}\/(?:XObject|Pattern|Font)\b/, '');
  return { num, body: `<< /Type /Page /MediaBox [${box}] /Contents ${contents} ${gen} R ${inner} >>` };
}

function withContents(page: string, { num, gen }: PdfObject): string {
  const own = page
    .replace(/\/Contents\s{0,9}(?:\[[^\][]{0,20000}\]|\d{1,9}\s{1,4}\d{1,5}\s{1,4}R)/, '')
    .trim();
  return own.replace(/^<</, `<< /Contents ${num} ${gen} R`);
}

function pictureAlone({ num: picture, gen, dictionary }: PdfObject, num: number): ReplacedObject[] {
  const [width = 0, height = 0] = ['Width', 'Height'].map((key) =>
    Math.ceil((numberBehind(dictionary, key) ?? 0) * POINTS_A_PIXEL),
  );
  const draws = `q ${width} 0 0 ${height} 0 0 cm /Undrawn Do Q`;
  return [
    {
      num,
      body: `<< /Type /Page /MediaBox [0 0 ${width} ${height}] /Resources << /XObject << /Undrawn ${picture} ${gen} R >> >> /Contents ${num + 1} 0 R >>`,
    },
    { num: num + 1, body: `<< /Length ${draws.length} >>\nstream\n${draws}\nendstream` },
  ];
}
