import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../catalogue.ts';
import { segmentsOfText } from '../plain-text.ts';

const catalogue = await loadCatalogue([fileURLToPath(new URL('../../../../../rules', import.meta.url))]);
const found = (text: string): string[] =>
  catalogue.match(segmentsOfText(text)).findings.map(({ kind, regime, rank }) => `${kind} ${regime} ${rank}`);

describe('a record written as text has its coded label read as one', () => {
  it.each([
    ['label us 3', '{"id":"K-1","ism:classification":"S","ism:ownerProducer":"USA","title":"Pumps"}'],
    [
      'label us 4',
      '{\n  "classification": "TS",\n  "ownerProducer": ["USA"],\n  "disseminationControls": ["NF", "OC"]\n}',
    ],
    [
      'label us 2',
      '<doc xmlns:ism="urn:us:gov:ic:ism"\n  ism:classification="C" ism:ownerProducer="USA">\n<p>x</p></doc>',
    ],
    ['label us 3', '{"classification":"SECRET","ownerProducer":"USA","title":"Pumps"}'],
    ['label nato 3', '[{"ism:classification":"S","ism:ownerProducer":"NATO"}]'],
    ['label us 0', '{"classification":"U","ownerProducer":"USA","title":"Bowling"}'],
    [
      'label nato 2',
      '<Label>\n  <PolicyIdentifier>NATO</PolicyIdentifier>\n  <Classification>CONFIDENTIAL</Classification>\n</Label>',
    ],
    [
      'label nato 3',
      '<x:PolicyIdentifier>\n NATO\n</x:PolicyIdentifier>\n<x:Classification>\n SECRET\n</x:Classification>',
    ],
    ['label nato 1', '{"policyIdentifier":"NATO","classification":"RESTRICTED","title":"Berths"}'],
    ['label eu 3', '<PolicyIdentifier>EU</PolicyIdentifier><Classification>SECRET</Classification>'],
  ])('%s', (expected, text) => expect(found(text)).toEqual([expected]));

  it('each of several its own', () => {
    const text =
      '{"classification":"S","ownerProducer":"USA"}\n{"classification":"C","ownerProducer":"NATO"}\n{"classification":"U","ownerProducer":"USA"}';
    expect(found(text)).toEqual(['label us 3', 'label nato 2', 'label us 0']);
  });

  it.each([
    '{"classification":"S","ownerProducer":"sewing room","size":"S"}',
    'Our feed has {"classification":"S","ownerProducer":"USA"} in it, says the manual.',
    '<PolicyIdentifier>NATO</PolicyIdentifier>\n<Title>Menu</Title>',
  ])('%j has none', (text) => expect(found(text)).toEqual([]));
});
