import { officeLabels } from '../office/office-labels.ts';
import type { Opened } from '../opened.ts';
import { decodeMarkup } from '../text/markup.ts';
import type { Storage } from './compound-storage.ts';

/** [MS-DOC] 2.1.12: a storage for each piece of XML that somebody put beside the document, labels among them. */
export function isDataStoreItem({ streams }: Storage): boolean {
  return streams.includes('Item') && streams.includes('Properties');
}

/** The XML of one item. Throws ContentError NOT_TEXT where it is no XML. */
export function dataStoreLabels(storage: Storage, part: string): Opened[] {
  const item = storage.get('Item');
  return item === null || item.length === 0 ? [] : officeLabels(decodeMarkup(item), { part });
}

/** All items of a store, however deep they stand. */
export function* dataStoreItems(storage: Storage, part: string): Iterable<Opened> {
  if (isDataStoreItem(storage)) yield* dataStoreLabels(storage, part);
  for (const inner of storage.storages) yield* dataStoreItems(inner, part);
}
