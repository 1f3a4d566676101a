import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { TextSegment } from '../../report.ts';
import { loadCatalogue } from '../markings/catalogue.ts';

const RULES = fileURLToPath(new URL('../../../../rules', import.meta.url));
const catalogue = await loadCatalogue([RULES]);
const ID = '0b7a3f52-1111-4222-8333-444455556666';

function property(key: string, text: string): TextSegment {
  const where = { part: '', page: null, zone: 'properties' as const, box: null };
  return { text, where, source: 'label', key, ocrConfidence: null, looks: null };
}

function found(...segments: TextSegment[]): string[] {
  return catalogue.match(segments).findings.map((match) => `${match.kind} ${match.regime} ${match.rank}`);
}

describe('embedded labels', () => {
  it('reads the name of a sensitivity label', () => {
    expect(found(property(`MSIP_Label_${ID}_Name`, 'Confidential'))).toEqual(['label corp 2']);
  });

  it('takes no notice of a label that is switched off', () => {
    const segments = [
      property(`MSIP_Label_${ID}_Enabled`, 'False'),
      property(`MSIP_Label_${ID}_Name`, 'Confidential'),
    ];
    expect(found(...segments)).toEqual([]);
  });

  it('runs the text rules on government labels', () => {
    expect(found(property(`MSIP_Label_${ID}_Name`, 'OFFICIAL-SENSITIVE'))).toEqual(['label uk 1']);
    expect(found(property(`MSIP_Label_${ID}_Name`, 'PROTECTED B'))).toEqual(['label ca 2']);
  });

  it('reads the pairs of a mail header', () => {
    const header = `MSIP_Label_${ID}_Enabled=True;MSIP_Label_${ID}_Name=Highly Confidential`;
    expect(found(property('msip_labels', header))).toEqual(['label corp 3']);
  });

  it('puts ISM attributes together', () => {
    const [match] = catalogue.match([
      property('resource@ism:classification', 'S'),
      property('resource@ism:ownerProducer', 'USA'),
      property('resource@ism:disseminationControls', 'NF'),
    ]).findings;
    expect(match).toMatchObject({ regime: 'us', rank: 3, kind: 'label', details: { controls: ['NF'] } });
  });

  it('finds nothing above rank 0 in an unclassified ISM label', () => {
    expect(found(property('resource@ism:classification', 'U'))).toEqual(['label us 0']);
  });

  it('reads ADatP-4774 labels of NATO', () => {
    expect(found(property('PolicyIdentifier', 'NATO'), property('Classification', 'SECRET'))).toEqual([
      'label nato 3',
    ]);
  });

  it('reads the Australian mail header, with its end date', () => {
    const value =
      'VER=2018.4, NS=gov.au, SEC=PROTECTED, EXPIRES=2031-01-07T12:30:19, DOWNTO=OFFICIAL, ORIGIN=a@example.gov.au';
    const [match] = catalogue.match([property('X-Protective-Marking', value)]).findings;
    expect(match).toMatchObject({ regime: 'au', rank: 2 });
    expect(match?.details.declassifyOn).toMatchObject({ kind: 'date', downTo: 'OFFICIAL' });
  });

  it('reads display labels of other products', () => {
    expect(found(property('bjDocumentSecurityLabel', 'UNCLASSIFIED INTERNAL'))).toEqual(['label generic 0']);
    expect(found(property('ExampleClassification', 'Secret'))).toEqual(['label generic 3']);
  });

  it('reads under any name what is a mark by its own words', () => {
    expect(found(property('Level', 'NATO SECRET'))).toEqual(['label nato 3']);
    expect(found(property('a', 'SECRET//NOFORN'))).toEqual(['label us 3']);
    expect(found(property('Schutz', 'VS-NUR FÜR DEN DIENSTGEBRAUCH'))).toEqual(['label de 1']);
  });

  it.each([
    ['X-MS-Exchange-Organization-AuthAs', 'Internal'],
    ['Status', 'Secret'],
    ['Company', 'Top Secret GmbH'],
    ['DeclassificationReason', 'NATO SECRET'],
    ['Description of level', 'A file that is NATO SECRET is locked away'],
  ])('reads nothing into %s = %s', (key, value) => expect(found(property(key, value))).toEqual([]));

  it('does not take titles and keywords for labels', () => {
    expect(
      found(property('title', 'The secret of good bread'), property('keywords', 'bread, secret')),
    ).toEqual([]);
  });
});
