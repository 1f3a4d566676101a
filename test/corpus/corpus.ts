import { applyLook, type Look } from './looks/looks.ts';
import { markedKinds, plainKinds } from './plan.ts';
import { createRandom, seedOf } from './random.ts';

/** One picture of the corpus and what is known of it. */
export interface CorpusItem {
  /** Kind, look and number: enough, with the seed, to draw it again. */
  readonly name: string;
  readonly look: Look;
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
}

/** Unmarked pictures get these looks only: the others tell nothing new about false alarms. */
const PLAIN_LOOKS: readonly Look[] = ['clean', 'chat', 'photo', 'bad-photo', 'photocopy'];

/** Draws one after the other; every item hangs on its own name and the seed alone. */
export async function* corpus(plan: CorpusPlan): AsyncGenerator<CorpusItem> {
  let index = 0;
  const due = () => index++ % plan.every === 0;
  for (let number = 0; number < plan.each; number++) {
    for (const look of plan.looks) {
      if (plan.which !== 'plain') {
        for (const kind of markedKinds) {
          // What a crop keeps is the top: a watermark across the page would be cut in two.
          if (look === 'cropped' && kind.name === 'watermark') continue;
          if (!due()) continue;
          const name = `${kind.name} ${look} ${number}`;
          const { page, levels } = kind.draw(createRandom(seedOf(plan.seed, name)));
          yield { name, look, levels, bytes: await dressed(plan.seed, name, page, look) };
        }
      }
      if (plan.which !== 'marked' && PLAIN_LOOKS.includes(look)) {
        for (const kind of plainKinds) {
          if (!due()) continue;
          const name = `${kind.name} ${look} ${number}`;
          const page = kind.draw(createRandom(seedOf(plan.seed, name)));
          yield { name, look, levels: [], bytes: await dressed(plan.seed, name, page, look) };
        }
      }
    }
  }
}

function dressed(
  seed: number,
  name: string,
  page: Parameters<typeof applyLook>[0],
  look: Look,
): Promise<Buffer> {
  return applyLook(page, look, createRandom(seedOf(seed, `look of ${name}`)));
}
