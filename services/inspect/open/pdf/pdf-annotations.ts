import type { Opened } from '../opened.ts';
import { textSegment } from '../text-segment.ts';

/** Annotations whose appearance may say more than their words. */
const DRAWN = new Set(['Stamp', 'Ink', 'Watermark', 'Redact', 'FreeText']);
/** Those whose appearance mostly is a shape, and may hold letters where they have one of their own. */
const SHAPES = new Set(['Square', 'Circle', 'Line', 'Polygon', 'PolyLine', 'Caret', 'Screen', 'RichMedia']);

export function isDrawn(annotation: unknown): boolean {
  if (typeof annotation !== 'object' || annotation === null || !('subtype' in annotation)) return false;
  const subtype = String(annotation.subtype);
  if (DRAWN.has(subtype)) return true;
  const hasAppearance = 'hasAppearance' in annotation && annotation.hasAppearance === true;
  return hasAppearance && (SHAPES.has(subtype) || (subtype === 'Widget' && isLabelled(annotation)));
}

/** Buttons and signatures are drawn by whoever made the form, with words of their own. */
function isLabelled(field: object): boolean {
  return (
    ('pushButton' in field && field.pushButton === true) ||
    ('fieldType' in field && field.fieldType === 'Sig')
  );
}

/** Comments, form fields, links and attached files: what a page holds beside its text. */
export function notesOn(annotations: readonly unknown[], at: { part: string; page: number }): Opened[] {
  return annotations.flatMap((annotation) => [
    ...wordsOf(annotation).map((text) => textSegment({ text, ...at, zone: 'unknown' })),
    ...fileOf(annotation, at.page),
  ]);
}

function wordsOf(annotation: unknown): string[] {
  if (typeof annotation !== 'object' || annotation === null) return [];
  const held = (value: unknown) =>
    typeof value === 'object' && value !== null && 'str' in value ? value.str : null;
  const said = [
    'contentsObj' in annotation ? held(annotation.contentsObj) : null,
    'richText' in annotation ? held(annotation.richText) : null,
    'fieldValue' in annotation ? annotation.fieldValue : null,
    'textContent' in annotation ? annotation.textContent : null,
    ...chosen(annotation),
    'alternativeText' in annotation ? annotation.alternativeText : null,
    ...('unsafeUrl' in annotation ? addresses(annotation.unsafeUrl) : []),
  ].flat();
  return [...new Set(said)].filter(
    (words): words is string => typeof words === 'string' && words.trim() !== '',
  );
}

/** As it is written, and in letters. */
function addresses(url: unknown): unknown[] {
  if (typeof url !== 'string' || !url.includes('%')) return [url];
  try {
    return [url, decodeURIComponent(url)];
  } catch {
    return [url];
  }
}

/** What a field of choices shows for the values that were chosen. */
function chosen(field: object): unknown[] {
  if (!('options' in field) || !Array.isArray(field.options) || !('fieldValue' in field)) return [];
  const values = [field.fieldValue].flat();
  return field.options.flatMap((option: unknown) =>
    typeof option === 'object' &&
    option !== null &&
    'exportValue' in option &&
    values.includes(option.exportValue) &&
    'displayValue' in option
      ? [option.displayValue]
      : [],
  );
}

/** Files pinned to a page are numbered after its page, those of the whole document from 1. */
const PINNED_FROM = 10_000;

function fileOf(annotation: unknown, page: number): Opened[] {
  const file =
    typeof annotation === 'object' && annotation !== null && 'file' in annotation ? annotation.file : null;
  const content = typeof file === 'object' && file !== null && 'content' in file ? file.content : null;
  if (!(content instanceof Uint8Array)) return [];
  return [{ kind: 'file', bytes: content, name: null, ordinal: PINNED_FROM + page, page }];
}
