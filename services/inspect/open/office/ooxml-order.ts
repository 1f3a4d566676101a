import type { ZipEntry } from '../archives/zip-entries.ts';
import { zipEntries } from '../archives/zip-entries.ts';
import type { Budget } from '../budget.ts';

/** The page (slide) of each part of a presentation that belongs to one, in the order of the show, by path. */
export type SlideOrder = ReadonlyMap<string, number>;

/** File names say in which order slides were made; the presentation says in which they are shown. */
export async function slideOrder(bytes: Uint8Array, budget: Budget): Promise<SlideOrder> {
  const order = new Map<string, number>();
  const shown: string[] = [];
  const targets = new Map<string, string>();
  const belongings: Array<readonly [slide: string, part: string]> = [];
  for await (const entry of entriesOf(bytes)) {
    if (/^ppt\/presentation\.xml$/i.test(entry.name)) {
      const xml = await textOf(entry, budget);
      shown.push(
        ...[...xml.matchAll(/<(?:\w+:)?sldId\s[^>]*?\b\w+:id\s*=\s*"([^"]+)"/g)].map(([, id = '']) => id),
      );
    } else if (/^ppt\/_rels\/presentation\.xml\.rels$/i.test(entry.name)) {
      for (const [id, target] of relations(await textOf(entry, budget))) targets.set(id, target);
    } else {
      const slide = /^ppt\/slides\/_rels\/(.+)\.rels$/i.exec(entry.name)?.[1];
      if (slide === undefined) continue;
      for (const [, target] of relations(await textOf(entry, budget))) {
        const part = /(?:^|\/)((?:notesSlides|comments|charts|diagrams|embeddings|media)\/.+)$/.exec(
          target,
        )?.[1];
        if (part !== undefined) belongings.push([`ppt/slides/${slide}`, `ppt/${part}`]);
      }
    }
  }
  for (const [index, id] of shown.entries()) {
    const target = targets.get(id)?.replace(/^(\/?ppt\/|\.\/)/, '');
    if (target !== undefined) order.set(`ppt/${target}`, index + 1);
  }
  const shared = new Set<string>();
  for (const [slide, part] of belongings) {
    const page = order.get(slide);
    if (page === undefined || shared.has(part)) continue;
    // A picture that many slides show belongs to none of them.
    if (order.has(part)) {
      order.delete(part);
      shared.add(part);
    } else {
      order.set(part, page);
    }
  }
  return order;
}

/** That the archive is damaged is said when its parts are read. */
async function* entriesOf(bytes: Uint8Array): AsyncIterable<ZipEntry> {
  try {
    yield* zipEntries(bytes);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}

async function textOf(entry: ZipEntry, budget: Budget): Promise<string> {
  if (entry.encrypted || entry.exotic) return '';
  try {
    const out = await entry.read(budget);
    return 'bytes' in out ? Buffer.from(out.bytes).toString('utf8') : '';
  } catch {
    // What is damaged here is met and said again when the parts are read one by one.
    return '';
  }
}

function relations(xml: string): Array<readonly [id: string, target: string]> {
  return [...xml.matchAll(/<(?:\w+:)?Relationship\s([^>]*)>/g)].flatMap(([, attributes = '']) => {
    const id = /\bId\s*=\s*"([^"]*)"/.exec(attributes)?.[1];
    const target = /\bTarget\s*=\s*"([^"]*)"/.exec(attributes)?.[1];
    return id === undefined || target === undefined ? [] : [[id, target] as const];
  });
}
