import type { Opened } from '../opened.ts';
import { officeSegment, readOfficeXml } from './office-xml.ts';
import { wordDialect } from './ooxml-parts.ts';
import type { Banner } from './sheet-banners.ts';
import { type SheetCell, sharedBanners, zonesOf } from './sheet-rows.ts';

/** The strings that cells of an XLSX workbook share, each once, used or not; `banners` are cells that stand as banners do. */
export function sharedStrings(
  xml: string,
  { part }: { part: string },
  banners: readonly Banner<SheetCell>[],
): Opened[] {
  const zones = zonesOf(sharedBanners(xml, banners), wordDialect);
  return readOfficeXml(xml, wordDialect).map((line) => ({
    kind: 'text',
    segment: officeSegment(line, { part, page: null, zone: zones.get(line.text) ?? 'cell' }),
  }));
}
