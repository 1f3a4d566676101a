import type { PdfFile } from './pdf-file.ts';

/** An object of its own number that takes the place of the document's. */
export interface ReplacedObject {
  readonly num: number;
  readonly body: string;
}

export interface Memberships {
  /** Whether any is in the document. */
  readonly any: boolean;
  /** Whether a stream of objects could not be looked into. */
  readonly unknown: boolean;
  /** Of those in streams of objects, what they say as plain layers. */
  readonly replaced: readonly ReplacedObject[];
}

const RULE = '/OCMD';
/** As long, so that nothing behind it moves. */
const LAYER = '/OCG ';

/**
 * Membership rules (ISO 32000 8.11.2.2) hide content by what other layers do: "not while that layer is shown". Switching every layer on
 * does not show what they hide; taking them for layers does.
 */
export function membershipsIn({ objects, text, isUnknown }: PdfFile): Memberships {
  const replaced = objects
    .filter(({ isMember, dictionary }) => isMember && dictionary.includes(RULE))
    .map(({ num, dictionary }) => ({ num, body: asLayers(dictionary) }));
  return { any: replaced.length > 0 || text.includes(RULE), unknown: isUnknown, replaced };
}

/** The same bytes, of which the rules that stand by themselves are layers. */
export function withoutMemberships(bytes: Uint8Array): Buffer {
  const buffer = Buffer.from(bytes);
  for (let at = buffer.indexOf(RULE); at >= 0; at = buffer.indexOf(RULE, at + 1))
    buffer.write(LAYER, at, 'latin1');
  return buffer;
}

const asLayers = (body: string): string => body.replaceAll(RULE, LAYER);
