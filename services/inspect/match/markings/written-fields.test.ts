import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from './catalogue.ts';
import { segmentsOfText } from './plain-text.ts';

const catalogue = await loadCatalogue([fileURLToPath(new URL('../../../../rules', import.meta.url))]);
const found = (text: string): string[] =>
  catalogue
    .match(segmentsOfText(text))
    .findings.filter(({ rank }) => rank !== 0)
    .map(({ regime, level }) => `${regime} ${level}`);

describe('a register written as text has its levels in a column', () => {
  it.each([
    ['nato NATO SECRET', 'reg,subject,classification,holder\n7,Buoy chart,NS,Roe\n8,Lunch list,NU,Doe'],
    ['nato NATO CONFIDENTIAL', 'reg;subject;level\n7;Buoy chart;NC\n8;Lunch list;NU'],
    ['ru Совершенно секретно', '№;Документ;Гриф;Листов\n4;Карта порта;СС;3\n5;Опись;С;1'],
    ['ru Секретно', 'Инв. №,Документ,Гриф секретности\n4,Карта порта для штаба,С\n5,Опись имущества,'],
    ['generic SECRET', 'doc\tclassification\tauthor\nK-1\tSECRET\tRoe\nK-2\tUNCLASSIFIED\tDoe'],
    ['generic CONFIDENTIAL', '"doc","classification","author"\n"K-1","RESTRICTED","Roe"\n"K-2","C","Doe"'],
  ])('%s', (expected, text) => {
    const levels = found(text).map((level) => level.replace('corp ', 'generic '));
    expect(levels).toContain(expected);
  });

  it.each([
    'shirt,colour,level\n1,red,S\n2,blue,C',
    'no,classification,meaning\n1,PUBLIC,everyone\n2,INTERNAL,staff\n3,CONFIDENTIAL,few',
    'classification,colour,cabinet\nSECRET,red,A\nCONFIDENTIAL,blue,B\nRESTRICTED,green,C',
    'name,post,start\nNS,clerk,2031\nNC,cook,2032',
  ])('%j has none', (text) => expect(found(text)).toEqual([]));
});

describe('the label of an XML file that is read as text', () => {
  it.each([
    [
      'nato NATO SECRET',
      '<?xml version="1.0"?>\n<order>\n <marking>NATO SECRET</marking>\n <no>4</no>\n</order>',
    ],
    ['ru Секретно', '<акт>\n<classification>СЕКРЕТНО</classification>\n</акт>'],
    ['generic SECRET', '<order no="4" classification="SECRET">\n<title>Buoys</title>\n</order>'],
    ['tlp TLP:AMBER', '<?xml version="1.0"?>\n<note tlp="TLP:AMBER">\n<title>Pump fault</title>\n</note>'],
  ])('%s', (expected, text) => expect(found(text)).toContain(expected));

  it.each([
    '<option value="SECRET">Secret</option>',
    '<song>\n<title>TOP SECRET</title>\n</song>',
    'const box = <Box title="SECRET" />;',
  ])('%j has none', (text) => expect(found(text)).toEqual([]));
});
