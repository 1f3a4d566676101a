import { describe, expect, it } from 'vitest';
import { makeCompound, makeExcel97, makeWord97 } from '../../../test/hostile/generators/make-compound.ts';
import { makePdf } from '../../../test/hostile/generators/make-pdf.ts';
import {
  u16,
  u32,
  wide,
  xlsbRecord,
  xlsbString,
} from '../../../test/hostile/generators/make-rare-formats.ts';
import { makeZip } from '../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../test/hostile/pieces-of.ts';

type Row = readonly (string | number)[];
const TITLE: Row = ['Register of the harbour office'];
const ROWS: readonly Row[] = [
  ['No', 'Subject', 'Classification'],
  [1, 'Buoys', 'NS'],
  [2, 'Cranes', 'NU'],
];
const strings = [TITLE, ...ROWS].flat().filter((cell) => typeof cell === 'string');

const xml = (name: string, content: string, attributes = '') => `<${name}${attributes}>${content}</${name}>`;
const each = <T>(items: readonly T[], of: (item: T, index: number) => string) => items.map(of).join('');

const OOXML = 'application/vnd.openxmlformats-officedocument';
const typed = (kind: string) =>
  `<Types><Override PartName="/x" ContentType="${OOXML}.${kind}.main+xml"/></Types>`;

function docx(): Buffer {
  const paragraph = (text: string | number) => xml('w:p', xml('w:r', xml('w:t', `${text}`)));
  const table = xml(
    'w:tbl',
    each(ROWS, (row) =>
      xml(
        'w:tr',
        each(row, (cell) => xml('w:tc', paragraph(cell))),
      ),
    ),
  );
  return makeZip([
    ['[Content_Types].xml', typed('wordprocessingml.document')],
    ['word/document.xml', xml('w:document', paragraph('Plan') + table + paragraph('NS'))],
  ]);
}

function pptx(): Buffer {
  const table = each(ROWS, (row) =>
    xml(
      'a:tr',
      each(row, (cell) => xml('a:tc', xml('a:p', xml('a:r', xml('a:t', `${cell}`))))),
    ),
  );
  return makeZip([
    ['[Content_Types].xml', typed('presentationml.presentation')],
    ['ppt/slides/slide1.xml', xml('p:sld', xml('p:graphicFrame', xml('a:tbl', table)))],
  ]);
}

function xlsx(): Buffer {
  const cell = (value: string | number, at: number, row: number) => {
    const place = ` r="${'ABC'[at]}${row + 1}"`;
    return typeof value === 'string'
      ? xml('c', xml('v', `${strings.indexOf(value)}`), `${place} t="s"`)
      : xml('c', xml('v', `${value}`), place);
  };
  const rows = each([TITLE, ...ROWS], (row, number) =>
    xml(
      'row',
      each(row, (value, at) => cell(value, at, number)),
    ),
  );
  return makeZip([
    ['[Content_Types].xml', typed('spreadsheetml.sheet')],
    ['xl/worksheets/sheet1.xml', xml('worksheet', xml('sheetData', rows))],
    [
      'xl/sharedStrings.xml',
      xml(
        'sst',
        each(strings, (text) => xml('si', xml('t', text))),
      ),
    ],
  ]);
}

function ods(): Buffer {
  const table = each([TITLE, ...ROWS], (row) =>
    xml(
      'table:table-row',
      each(row, (cell) => xml('table:table-cell', xml('text:p', `${cell}`))) +
        '<table:table-cell table:number-columns-repeated="16381"/>',
    ),
  );
  return makeZip([
    ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet', { stored: true }],
    [
      'content.xml',
      xml(
        'office:document-content',
        xml('office:spreadsheet', xml('table:table', table)),
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
      ),
    ],
  ]);
}

function xlsb(): Buffer {
  const cells = [TITLE, ...ROWS].flatMap((row, number) => [
    xlsbRecord(0, Buffer.concat([u32(number), Buffer.alloc(13)])),
    ...row.map((value, at) =>
      typeof value === 'string'
        ? xlsbRecord(7, u32(at, 0, strings.indexOf(value)))
        : xlsbRecord(2, u32(at, 0, value)),
    ),
  ]);
  const shared = strings.map((text) => xlsbRecord(19, Buffer.concat([Buffer.from([0]), xlsbString(text)])));
  return makeZip([
    ['xl/workbook.bin', xlsbRecord(0x019c, u32(0, 1))],
    ['xl/sharedStrings.bin', Buffer.concat(shared)],
    ['xl/worksheets/sheet1.bin', Buffer.concat(cells)],
  ]);
}

function xls(): Buffer {
  const shared = strings.map((text) => Buffer.concat([Buffer.from([text.length, 0, 0]), Buffer.from(text)]));
  const cells = [TITLE, ...ROWS].flatMap((row, number) =>
    row.map((value, at): [number, Buffer] => {
      const body = Buffer.alloc(10);
      body.writeUInt16LE(number, 0);
      body.writeUInt16LE(at, 2);
      if (typeof value === 'string') body.writeUInt32LE(strings.indexOf(value), 6);
      return [typeof value === 'string' ? 0x00fd : 0x027e, body];
    }),
  );
  const beginning: [number, Buffer] = [0x0809, Buffer.from('0006050000000000', 'hex')];
  return makeExcel97([beginning, [0x00fc, Buffer.concat([Buffer.alloc(8), ...shared])], beginning, ...cells]);
}

function pdf(): Buffer {
  const line = (text: string | number, x: number, y: number) => ({ text: `${text}`, x, y, size: 11 });
  const rows = ROWS.flatMap((row, number) =>
    row.map((cell, at) => line(cell, 72 + at * 160, 700 - number * 18)),
  );
  return makePdf([{ lines: [line(`${TITLE[0]} for the week, as of today`, 72, 730), ...rows] }]);
}

/** A cell ends with a mark, a row with one more. */
function doc(): Buffer {
  const table = ROWS.map((row) => `${row.join('\u0007')}\u0007\u0007`).join('');
  return makeWord97([`${TITLE[0]}\r${table}NS\r`]);
}

/** A table is a group of shapes, each with its place in the group. */
function ppt(): Buffer {
  const record = (type: number, body: Buffer, version = 0xf) =>
    Buffer.concat([u16(version, type), u32(body.length), body]);
  const shapes = ROWS.flatMap((row, number) =>
    row.map((cell, at) => {
      const place = record(0xf00f, u32(at * 200, number * 30, at * 200 + 200, number * 30 + 30), 0);
      return record(0xf004, Buffer.concat([place, record(0xf00d, record(0x0fa0, wide(`${cell}`), 0))]));
    }),
  );
  return makeCompound({ 'PowerPoint Document': record(0x03ee, record(0xf003, Buffer.concat(shapes))) });
}

const rtf = Buffer.from(
  `{\\rtf1 ${TITLE[0]}\\par\\pard${each(ROWS, (row) => `\\trowd\\intbl ${each(row, (cell) => `${cell}\\cell `)}\\row`)}\\pard NS\\par}`,
);

const excel2003 = Buffer.from(
  `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">${xml(
    'Table',
    each(ROWS, (row) =>
      xml(
        'Row',
        each(row, (cell) => xml('Cell', xml('Data', `${cell}`))),
      ),
    ),
  )}</Workbook>`,
);

const html = Buffer.from(
  `<html><body><table>${each(ROWS, (row) => `<tr>${each(row, (cell) => `<td>${cell}`)}</tr>`)}</table></body></html>`,
);

it.each([
  ['docx', docx()],
  ['pptx', pptx()],
  ['xlsx', xlsx()],
  ['ods', ods()],
  ['xls', xls()],
  ['html', html],
  ['XML of Excel 2003', excel2003],
  ['xlsb', xlsb()],
  ['ppt', ppt()],
  ['pdf', pdf()],
  ['doc', doc()],
  ['rtf', rtf],
])('a cell of a table in %s comes with the names over the columns', async (_, bytes) => {
  const { pieces } = await piecesOf(bytes);
  const columns = pieces.flatMap((piece) => {
    if (piece.kind !== 'text') return [];
    const { text, columns: over = [] } = piece.segment;
    return over.map(({ heads, at }) => `${heads.slice(0, 3).join('|')} ${at}: ${text}`);
  });
  expect(columns.filter((column) => / [12]: /.test(column))).toEqual([
    'No|Subject|Classification 1: Buoys',
    'No|Subject|Classification 2: NS',
    'No|Subject|Classification 1: Cranes',
    'No|Subject|Classification 2: NU',
  ]);
});

describe('words in their places, in PDF', () => {
  const at = (text: string, x: number, y: number) => ({ text, x, y, size: 10 });
  const told = async (lines: ReturnType<typeof at>[]) =>
    (await piecesOf(makePdf([{ lines }]))).pieces.flatMap((piece) =>
      piece.kind === 'text' && piece.segment.source === 'text'
        ? [`${(piece.segment.columns ?? []).map((column) => column.heads[column.at])}: ${piece.segment.text}`]
        : [],
    );

  it('are cells where they stand close to each other, under names in the middle, and beside cells that are empty', async () => {
    const lines = await told([
      ...[at('No', 72, 700), at('Subject', 125, 700), at('Classification', 190, 700)],
      ...[at('1', 72, 684), at('Long buoys', 90, 684), at('NS', 175, 684)],
      ...[at('2', 72, 668), at('Cranes', 90, 668), at('NU', 175, 668)],
      ...[at('3', 72, 652), at('NC', 175, 652)],
      at('The register ends here, and what follows is the text of a letter.', 72, 636),
      at('NR', 175, 620),
    ]);
    expect(lines.filter((line) => line.startsWith('Classification:'))).toEqual([
      'Classification: NS',
      'Classification: NU',
      'Classification: NC',
    ]);
    expect(lines).toContain('Subject: Long buoys');
    expect(lines.slice(-2)).toEqual([
      ': The register ends here, and what follows is the text of a letter.',
      ': NR',
    ]);
  });

  it('are lines where gaps are those between words', async () => {
    expect(
      await told([
        ...[at('this paper is', 72, 700), at('TOP', 140, 700), at('SECRET as all', 170, 700)],
        ...[at('of them are', 72, 688), at('in this', 150, 688), at('register of papers', 200, 688)],
        ...[at('and of', 72, 676), at('letters that came', 120, 676), at('since', 210, 676)],
      ]),
    ).toEqual([
      ': this paper is TOP SECRET as all',
      ': of them are in this register of papers',
      ': and of letters that came since',
    ]);
  });
});

const overCells = async (bytes: Buffer) =>
  (await piecesOf(bytes)).pieces.flatMap((piece) =>
    piece.kind === 'text' && piece.segment.columns !== undefined
      ? [`${piece.segment.columns.map(({ heads, at }) => heads[at])}: ${piece.segment.text}`]
      : [],
  );

it('results of formulas in xls and xlsb have the names over them', async () => {
  const row = (number: number) => xlsbRecord(0, Buffer.concat([u32(number), Buffer.alloc(13)]));
  const [, head = []] = [TITLE, ROWS[0]];
  const cells = [
    row(0),
    ...head.map((text, at) => xlsbRecord(7, u32(at, 0, strings.indexOf(`${text}`)))),
    row(1),
    xlsbRecord(8, Buffer.concat([u32(2, 0), xlsbString('NS'), Buffer.alloc(10)])),
    row(2),
    xlsbRecord(6, Buffer.concat([u32(2, 0), xlsbString('NU')])),
  ];
  const shared = strings.map((text) => xlsbRecord(19, Buffer.concat([Buffer.from([0]), xlsbString(text)])));
  const xlsb = makeZip([
    ['xl/workbook.bin', xlsbRecord(0x019c, u32(0, 1))],
    ['xl/worksheets/sheet1.bin', Buffer.concat(cells)],
    ['xl/sharedStrings.bin', Buffer.concat(shared)],
  ]);
  expect(await overCells(xlsb)).toEqual(['Classification: NS', 'Classification: NU']);

  const place = (row: number, at: number, rest: Buffer) => Buffer.concat([u16(row, at, 0), rest]);
  const text = (said: string) => Buffer.concat([u16(said.length), Buffer.from([0]), Buffer.from(said)]);
  const table = strings.map((said) => Buffer.concat([Buffer.from([said.length, 0, 0]), Buffer.from(said)]));
  const beginning: [number, Buffer] = [0x0809, Buffer.from('0006050000000000', 'hex')];
  const xls = makeExcel97([
    beginning,
    [0x00fc, Buffer.concat([Buffer.alloc(8), ...table])],
    beginning,
    ...head.map((said, at): [number, Buffer] => [0x00fd, place(0, at, u32(strings.indexOf(`${said}`)))]),
    [
      0x0006,
      place(1, 2, Buffer.concat([Buffer.from('0000000000 00ffff'.replace(' ', ''), 'hex'), Buffer.alloc(8)])),
    ],
    [0x0207, text('NS')],
    [0x0204, place(2, 2, text('NU'))],
  ]);
  expect(await overCells(xls)).toEqual(['Classification: NS', 'Classification: NU']);
});

describe('a table in PDF that goes on over a page', () => {
  const line = (text: string, x: number, y: number) => ({ text, x, y, size: 11 });
  const table = (rows: readonly Row[], top: number) =>
    rows.flatMap((row, number) => row.map((cell, at) => line(`${cell}`, 72 + at * 160, top - number * 18)));
  const banner = [line('Harbour office', 250, 815), line('Page', 290, 30)];

  it('keeps the names of its columns', async () => {
    const pages = [
      [...banner, ...table(ROWS, 700)],
      [
        ...banner,
        ...table(
          [
            [3, 'Masts', 'NS'],
            [4, 'Sails', 'NC'],
          ],
          760,
        ),
      ],
      [
        ...banner,
        ...table(
          [
            ['Five', 'Ropes', 'NR'],
            [6, 'Nets', 'NS'],
          ],
          760,
        ),
        line('What follows is another matter.', 72, 600),
        line('NS', 392, 582),
      ],
    ];
    expect(
      (await overCells(makePdf(pages.map((lines) => ({ lines }))))).filter((cell) => cell.startsWith('Cl')),
    ).toEqual(['NS', 'NU', 'NS', 'NC', 'NR', 'NS'].map((level) => `Classification: ${level}`));
  });

  it('ends where a page begins with something else, or with names of its own', async () => {
    const other = [
      ['Name', 'Size', 'Grade'],
      ['x', 'y', 'NS'],
    ];
    const prose = [line('Another matter altogether, told in a whole line.', 72, 760)];
    const pages = [
      [
        ...banner,
        ...table(ROWS, 700),
        line('end of the table', 72, 500),
        ...[480, 460, 440, 420, 400].map((y) => line('more words', 72, y)),
      ],
      [...banner, ...table([[3, 'Masts', 'NS']], 760)],
      table(ROWS, 700),
      prose,
      table(other, 700),
    ];
    const cells = await overCells(makePdf(pages.map((lines) => ({ lines }))));
    expect(cells.filter((cell) => /^(?:Cl|Gr)/.test(cell))).toEqual([
      'Classification: NS',
      'Classification: NU',
      'Classification: NS',
      'Classification: NU',
      'Grade: NS',
    ]);
  });
});

it('names that sheets share stand over cells that hold their own text, also where a row leaves some out', async () => {
  const head = each(ROWS[0] ?? [], (_, at) => xml('c', xml('v', `${at}`), ` r="${'ABC'[at]}1" t="s"`));
  const rows = [
    head,
    xml('c', xml('f', 'VLOOKUP(A2,L,2)') + xml('v', 'NS'), ' r="C2" t="str"'),
    xml('c', xml('is', xml('t', 'NU')), ' r="C3" t="inlineStr"'),
  ];
  const sheet = xml(
    'sheetData',
    each(rows, (row) => xml('row', row)),
  );
  const { pieces } = await piecesOf(
    makeZip([
      ['[Content_Types].xml', typed('spreadsheetml.sheet')],
      ['xl/worksheets/sheet1.xml', xml('worksheet', sheet)],
      [
        'xl/sharedStrings.xml',
        xml(
          'sst',
          each(ROWS[0] ?? [], (text) => xml('si', xml('t', `${text}`))),
        ),
      ],
    ]),
  );
  const over = pieces.flatMap((piece) =>
    piece.kind === 'text' && piece.segment.columns !== undefined
      ? [`${piece.segment.columns.map(({ heads, at }) => heads[at])}: ${piece.segment.text}`]
      : [],
  );
  expect(over).toEqual(['Classification: NS', 'Classification: NU']);
});

it('names stand over the cells of their own table only, and a row of numbers is none', async () => {
  const table = (rows: readonly Row[]) =>
    `<table>${each(rows, (row) => `<tr>${each(row, (cell) => `<td>${cell}</td>`)}</tr>`)}</table>`;
  const inner = table([
    ['Size', 'Colour'],
    ['S', 'red'],
  ]);
  const { pieces } = await piecesOf(
    Buffer.from(
      `<html><body>${table([
        ['Subject', 'Level'],
        [inner, 'NC'],
      ])}${table([
        [1, 2],
        ['C', 'D'],
      ])}</body></html>`,
    ),
  );
  const over = pieces.flatMap((piece) =>
    piece.kind === 'text' && piece.segment.columns !== undefined
      ? [`${piece.segment.columns.map(({ heads, at }) => heads[at])}: ${piece.segment.text}`]
      : [],
  );
  expect(over).toEqual(['Size: S', 'Colour: red', 'Level: NC']);
});
