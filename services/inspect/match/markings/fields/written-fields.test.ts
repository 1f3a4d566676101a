import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../catalogue.ts';
import { segmentsOfText } from '../plain-text.ts';

const catalogue = await loadCatalogue([fileURLToPath(new URL('../../../../../rules', import.meta.url))]);
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

describe('a level by its number is read behind the name of a field', () => {
  it.each([
    ['corp CONFIDENTIAL', 'Pump drawings\nInformation class: C3\nLot 4'],
    ['corp CONFIDENTIAL', 'Lastenheft Fahrwerk\nKlassifizierung: C3\nSeite 1'],
    ['corp CONFIDENTIAL', 'Cahier des charges\nNiveau de confidentialité : C3'],
    ['corp STRICTLY CONFIDENTIAL', 'Road map 2031\nClassification: C4\nBoard only'],
  ])('%s', (expected, text) => expect(found(text)).toEqual([expected]));

  it.each([
    'Primer for steel girders\nClassification: C3\nISO 12944',
    'Korrosionsschutzklasse: C3\nGeländer',
    'Information class: C3 and above need a badge',
    'Wage group: C4',
    'Stufe: C3',
    'level: C3\nC3',
    'Cable C3\nRoom C4',
  ])('%j has none', (text) => expect(found(text)).toEqual([]));

  it('shows the letters of the document', () => {
    const [match] = catalogue.match(segmentsOfText('Plan\nVertraulichkeit: C3')).findings;
    expect(match?.text).toBe('C3');
  });
});

describe('a table that tells its cells apart has its levels in a column', () => {
  const tableOf = (...rows: readonly string[]) => {
    const [heads = [], ...cells] = rows.map((row) => row.split(','));
    return cells.flatMap((row) =>
      row.flatMap((text, at) =>
        segmentsOfText(text).map((segment) => ({
          ...segment,
          where: { ...segment.where, zone: 'cell' as const },
          columns: [{ heads, at }],
        })),
      ),
    );
  };
  const levels = (...rows: readonly string[]) =>
    catalogue
      .match(tableOf(...rows))
      .findings.filter(({ rank }) => rank !== 0)
      .map(({ regime, level, places, text }) => `${regime} ${level} ${places}: ${text}`);

  it.each([
    ['nato NATO SECRET 1: NS', ['reg,subject,classification', '7,Buoy chart,NS', '8,Lunch list,NU']],
    ['nato NATO CONFIDENTIAL 2: NC', ['reg,level', '7,NC', '8,NU', '9,NC']],
    ['ru Совершенно секретно 1: СС', ['№,Документ,Гриф', '4,Карта порта,СС', '5,Опись,С']],
    ['us SECRET 1: S//NF', ['doc,classification,author', 'K-1,S//NF,Roe', 'K-2,U,Doe']],
  ])('%s', (expected, rows) => expect(levels(...rows)).toContain(expected));

  it('says every level of a register, though several stand near one another', () => {
    expect(
      levels('no,subject,classification', '1,Buoys,TS', '2,Quay,S', '3,Lunch,U', '4,Crane,C'),
    ).toHaveLength(3);
  });

  it.each([
    [['shirt,colour,level', '1,red,S', '2,blue,C']],
    [['no,classification,meaning', '1,PUBLIC,everyone', '2,INTERNAL,staff', '3,CONFIDENTIAL,few']],
    [['classification,colour', 'SECRET,red', 'CONFIDENTIAL,blue', 'RESTRICTED,green']],
    [['name,post,start', 'NS,clerk,2031', 'NC,cook,2032']],
  ])('%j has none', (rows) => {
    const { findings, doubtful } = catalogue.match(tableOf(...rows));
    const fields = [...findings, ...doubtful].filter(({ context }) =>
      context.some(({ code }) => code === 'level-field'),
    );
    expect(fields).toEqual([]);
  });
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

describe('the label of a JSON file', () => {
  it.each([
    ['cn 机密', '{"no":"港检12","classification":"机密★10年"}'],
    ['us SECRET', '[\n {\n  "subject": "Buoys",\n  "securityClassification": "SECRET//NOFORN"\n }\n]'],
    ['nato NATO SECRET', '{\n "document": {"marking" : "NATO SECRET", "pages": 3}\n}'],
  ])('%s', (expected, text) => expect(found(text)).toContain(expected));

  it.each([
    'The service answers:\n{"classification": "SECRET"}',
    '{"title": "TOP SECRET", "year": 1984}',
    '{"prop": "secret", "classification": "invertebrate"}',
  ])('%j has none', (text) => expect(found(text)).toEqual([]));
});

describe('what is shown of a mark in a field', () => {
  const shown = (text: string): readonly string[] =>
    catalogue
      .match(segmentsOfText(text))
      .findings.filter(({ rank }) => rank !== 0)
      .map(({ masked, text: letters }) => `${letters}: ${masked}`);

  it('is the row of the register, everything but the letters of the cell masked', () => {
    expect(shown('reg,subject,classification\n7,Buoy chart,NS\n8,Lunch list,NU')).toEqual([
      'NS: •••••• ••••••NS',
    ]);
  });

  it('is the row of a typed register with the letters that stand under the name', () => {
    const register =
      'Item   Title          Class.   Held by\n1      Lunch rota     U        Roe\n2      Radar study    S//NF    Doe';
    expect(shown(register)).toEqual(['S//NF: •      ••••• •••••    S//NF    •••']);
  });

  it('is the label of an XML file where it stands', () => {
    expect(shown('<note>\n <marking>NATO SECRET</marking>\n</note>')).toEqual([
      'NATO SECRET:  •••••••••NATO SECRET••••••••••',
    ]);
  });

  it('is the value of a sensitivity label that was written out', () => {
    const id = '1f0c2b1e-7d44-4c1a-9b1f-0a2f5d6e7c88';
    expect(shown(`MSIP_Label_${id}_Enabled: true\nMSIP_Label_${id}_Name: Strictly Confidential`)).toEqual([
      'Strictly Confidential: Strictly Confidential',
    ]);
  });
});

describe('a typed register', () => {
  const of = (rows: string): string => `No    Title              Class   Held by\n${rows}`;

  it('has single letters for levels only where the others are levels too and one is open', () => {
    expect(
      found(of('1     Fuel plan          S       Roe\n2     Menu               U       Doe')),
    ).toHaveLength(1);
    expect(found(of('1     Shirt, blue        S       Roe\n2     Shirt, red         M       Doe'))).toEqual(
      [],
    );
  });

  it('is read by what stands below what, empty cells or not', () => {
    const text =
      'No    Date     Title             Gradering   Copies\n1              Radar study       HEMMELIG    2';
    expect(found(text)).toEqual(['no HEMMELIG']);
  });
});
