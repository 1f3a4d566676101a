import { applyLook, type Look } from './looks/looks.ts';
import type { Mark } from './marked/marks.ts';
import { markedKindsOf, plainKinds } from './plan.ts';
import { createRandom, seedOf } from './random.ts';

/** One picture of the corpus and what is known of it. */
export interface CorpusItem {
  /** Kind, look and number: enough, with the seed, to draw it again. */
  readonly name: string;
  readonly kind: string;
  readonly look: Look;
  /** The marking on it; null for an unmarked picture. */
  readonly truth: Mark | null;
  /** Level words of which one must be read; empty for an unmarked picture. */
  readonly levels: readonly string[];
  readonly bytes: Buffer;
}

export interface CorpusPlan {
  readonly seed: number;
  readonly looks: readonly Look[];
  /** Pictures a kind and look. */
  readonly each: number;
  /** Only every n-th of the (kind, look, number) list, spread evenly; 1 for all. */
  readonly every: number;
  readonly which: 'marked' | 'plain' | 'both';
  /** Only these kinds; all when absent. */
  readonly kinds?: readonly string[];
}

/** Not drawn yet. */
export interface CorpusEntry {
  readonly name: string;
  readonly kind: string;
  readonly look: Look;
  readonly marked: boolean;
  draw(): Promise<CorpusItem>;
}

/** Unmarked pictures get these looks only: the others tell nothing new about false alarms. */
export const PLAIN_LOOKS: readonly Look[] = ['clean', 'chat', 'photo', 'bad-photo', 'rotated', 'photocopy'];

/** The list, without drawing; every item hangs on its own name and the seed alone. */
export function corpusEntries(plan: CorpusPlan): CorpusEntry[] {
  const entries: CorpusEntry[] = [];
  const wanted = (kind: string) => plan.kinds === undefined || plan.kinds.includes(kind);
  // Kinds and looks are lists of their own lengths: every n-th of both would meet the same kinds again and again.
  let offset = 0;
  const due = () => offset++ % plan.every === 0;
  for (let number = 0; number < plan.each; number++) {
    for (const look of plan.looks) {
      offset = number * 3 + plan.looks.indexOf(look) * 7;
      if (plan.which !== 'plain') {
        // Few pages have a watermark; more of each, so that the look counts as much as another.
        const copies = look === 'watermark' ? 4 : 1;
        for (let copy = 0; copy < copies; copy++) {
          for (const kind of markedKindsOf(look)) {
            if (!wanted(kind.name) || !due()) continue;
            const name = `${kind.name} ${look} ${number * copies + copy}`;
            const draw = async (): Promise<CorpusItem> => {
              const { page, mark } = kind.draw(createRandom(seedOf(plan.seed, name)));
              const bytes = await dressed(plan.seed, name, page, look);
              return { name, kind: kind.name, look, truth: mark, levels: [mark.level], bytes };
            };
            entries.push({ name, kind: kind.name, look, marked: true, draw });
          }
        }
      }
      if (plan.which !== 'marked' && PLAIN_LOOKS.includes(look)) {
        for (const kind of plainKinds) {
          if (!wanted(kind.name) || !due()) continue;
          const name = `${kind.name} ${look} ${number}`;
          const draw = async (): Promise<CorpusItem> => {
            const page = kind.draw(createRandom(seedOf(plan.seed, name)));
            const bytes = await dressed(plan.seed, name, page, look);
            return { name, kind: kind.name, look, truth: null, levels: [], bytes };
          };
          entries.push({ name, kind: kind.name, look, marked: false, draw });
        }
      }
    }
  }
  return entries;
}

/** Draws one after the other. */
export async function* corpus(plan: CorpusPlan): AsyncGenerator<CorpusItem> {
  for (const entry of corpusEntries(plan)) yield await entry.draw();
}

function dressed(
  seed: number,
  name: string,
  page: Parameters<typeof applyLook>[0],
  look: Look,
): Promise<Buffer> {
  return applyLook(page, look, createRandom(seedOf(seed, `look of ${name}`)));
}
