import { describe, expect, it } from 'vitest';
import { makeZip, type ZipContent } from '../../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const types = (override: string): ZipContent => [
  '[Content_Types].xml',
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/x" ContentType="${override}.main+xml"/></Types>`,
];
const word = types(`${OFFICE}.wordprocessingml.document`);
const paragraph = (...runs: string[]) => `<w:p>${runs.map((run) => `<w:r>${run}</w:r>`).join('')}</w:p>`;
const document = (body: string) => `<?xml version="1.0"?><w:document><w:body>${body}</w:body></w:document>`;

describe('opening Word', () => {
  it('reads body, header, footer, notes, comments, text boxes and cells with where they stand', async () => {
    const { mediaType, texts } = await piecesOf(
      makeZip([
        word,
        [
          'word/document.xml',
          document(
            paragraph('<w:t>NATO </w:t>', '<w:t>RESTRICTED</w:t>') +
              paragraph(
                '<w:t>Plan</w:t>',
                '<w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict>',
              ) +
              `<w:tbl><w:tr><w:tc>${paragraph('<w:t>cell</w:t>')}</w:tc></w:tr></w:tbl>` +
              paragraph('<w:t>ende und ein langer Satz</w:t>'),
          ),
        ],
        ['word/header1.xml', `<w:hdr>${paragraph('<w:t>SECRET</w:t>')}</w:hdr>`],
        ['word/footer2.xml', `<w:ftr>${paragraph('<w:t>SECRET</w:t>')}</w:ftr>`],
        ['word/footnotes.xml', `<w:footnotes>${paragraph('<w:t>a note</w:t>')}</w:footnotes>`],
        ['word/comments.xml', `<w:comments>${paragraph('<w:t>a comment</w:t>')}</w:comments>`],
        ['word/styles.xml', '<w:styles><w:p><w:r><w:t>structure</w:t></w:r></w:p></w:styles>'],
      ]),
    );
    expect(mediaType).toBe(`${OFFICE}.wordprocessingml.document`);
    expect(texts).toEqual([
      'header: NATO RESTRICTED',
      'body: boxed',
      'body: Plan',
      'cell: cell',
      'footer: ende und ein langer Satz',
      'header: SECRET',
      'footer: SECRET',
      'body: a note',
      'body: a comment',
    ]);
  });

  it('sees what is struck out, red, or deleted with changes tracked', async () => {
    const { pieces } = await piecesOf(
      makeZip([
        word,
        [
          'word/document.xml',
          document(
            paragraph('<w:rPr><w:strike/></w:rPr><w:t>SECRET</w:t>') +
              paragraph('<w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>CONFIDENTIAL</w:t>') +
              paragraph('<w:delText>gone</w:delText>'),
          ),
        ],
      ]),
    );
    const looks = pieces.map((piece) =>
      piece.kind === 'text'
        ? [piece.segment.text, piece.segment.looks?.struck, piece.segment.looks?.red]
        : null,
    );
    expect(looks).toEqual([
      ['SECRET', true, false],
      ['CONFIDENTIAL', false, true],
      ['gone', false, false],
    ]);
  });

  it('counts pages where the file remembers them', async () => {
    const { pieces } = await piecesOf(
      makeZip([
        word,
        [
          'word/document.xml',
          document(paragraph('<w:t>one</w:t>') + paragraph('<w:br w:type="page"/>', '<w:t>two</w:t>')),
        ],
      ]),
    );
    expect(pieces.map((piece) => (piece.kind === 'text' ? piece.segment.where.page : null))).toEqual([1, 2]);
  });

  it('reads properties and labels', async () => {
    const { texts } = await piecesOf(
      makeZip([
        word,
        [
          'docProps/custom.xml',
          '<Properties><property fmtid="{D5}" pid="2" name="MSIP_Label_1_Name"><vt:lpwstr>Confidential</vt:lpwstr></property></Properties>',
        ],
        [
          'docMetadata/LabelInfo.xml',
          '<clbl:labelList xmlns:clbl="urn"><clbl:label id="{87867195-f2b8-4ac2-b0b6-6bb73cb33afc}" enabled="1"/></clbl:labelList>',
        ],
        [
          'docProps/core.xml',
          '<cp:coreProperties><dc:title>Plan</dc:title><cp:category>SECRET</cp:category></cp:coreProperties>',
        ],
      ]),
    );
    expect(texts).toContain('MSIP_Label_1_Name = Confidential');
    expect(texts).toContain('label@id = {87867195-f2b8-4ac2-b0b6-6bb73cb33afc}');
    expect(texts).toContain('category = SECRET');
  });

  it('opens what is embedded, and says macros are not read', async () => {
    const inner = makeZip([word, ['word/document.xml', document(paragraph('<w:t>inner SECRET</w:t>'))]]);
    const { texts, uninspected } = await piecesOf(
      makeZip([
        word,
        ['word/document.xml', document('')],
        ['word/embeddings/Doc1.docx', inner],
        ['word/vbaProject.bin', 'x'],
      ]),
    );
    expect(texts).toEqual(['body: inner SECRET']);
    expect(uninspected).toEqual([{ part: 'entry #4', reason: 'macro-only', limit: null }]);
  });

  it('reads on past a damaged part and names it', async () => {
    const { texts, uninspected } = await piecesOf(
      makeZip([
        word,
        ['word/document.xml', document(paragraph('<w:t>body</w:t>')), { claimedBytes: 3 }],
        ['word/header1.xml', `<w:hdr>${paragraph('<w:t>SECRET</w:t>')}</w:hdr>`],
      ]),
    );
    expect(texts).toEqual(['header: SECRET']);
    expect(uninspected).toEqual([{ part: 'entry #2', reason: 'damaged', limit: null }]);
  });
});

describe('opening Excel and PowerPoint', () => {
  it('reads cells, comments and printed headers of a workbook', async () => {
    const { texts } = await piecesOf(
      makeZip([
        types(`${OFFICE}.spreadsheetml.sheet`),
        [
          'xl/sharedStrings.xml',
          '<sst><si><t>Harbour</t></si><si><r><t>SEC</t></r><r><t>RET</t></r></si></sst>',
        ],
        [
          'xl/worksheets/sheet1.xml',
          '<worksheet><c t="inlineStr"><is><t>inline</t></is></c><headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;14NATO SECRET&amp;R&amp;P</oddHeader><oddFooter>&amp;CNATO SECRET</oddFooter></headerFooter></worksheet>',
        ],
      ]),
    );
    expect(texts).toEqual([
      'cell: inline',
      'header: NATO SECRET',
      'footer: NATO SECRET',
      'cell: Harbour',
      'cell: SECRET',
    ]);
  });

  const cell = (value: number) => `<c r="A1" t="s"><v>${value}</v></c>`;
  const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const prefixed = (xml: string, prefix: string) =>
    xml
      .replace(/(<\/?)/g, `$1${prefix}`)
      .replace('>', ` xmlns:${prefix || 'x:'}="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`)
      .replace(':="', '="');
  const workbook = (rows: readonly string[], strings: readonly string[], prefix = '') => {
    const sheet = `<worksheet><sheetData>${rows.map((row) => `<row>${row}</row>`).join('')}</sheetData></worksheet>`;
    const shared = `<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`;
    return makeZip([
      types(`${OFFICE}.spreadsheetml.sheet`),
      ['xl/worksheets/sheet1.xml', prefixed(sheet, prefix)],
      ['xl/sharedStrings.xml', prefixed(shared, prefix)],
    ]);
  };

  it.each(['', 'x:'])(
    'knows a banner over and under a table: a cell that fills its row (prefix %j)',
    async (prefix) => {
      const rows = [cell(2), cell(0) + cell(1), cell(1) + cell(0), inline('GEHEIM &amp; mehr')];
      const { texts } = await piecesOf(workbook(rows, ['Buoy', 'Berth', 'SECRET', 'unused'], prefix));
      expect(texts.toSorted()).toEqual(
        ['cell: Buoy', 'cell: Berth', 'header: SECRET', 'cell: unused', 'footer: GEHEIM & mehr'].toSorted(),
      );
    },
  );

  it('knows no banner in a list of words, nor in the middle of a table', async () => {
    const table = [cell(0) + cell(1), cell(1) + cell(0), cell(0) + cell(1), cell(2), cell(0) + cell(1)];
    const strings = ['Buoy', 'Berth', 'SECRET'];
    expect((await piecesOf(workbook(table, strings))).texts).toContain('cell: SECRET');
    expect((await piecesOf(workbook([cell(2), cell(0), cell(1)], strings))).texts).toContain('cell: SECRET');
  });

  it('tells top, bottom and title of a slide apart', async () => {
    const shape = (y: number, text: string, placeholder = '') =>
      `<p:sp><p:nvPr>${placeholder}</p:nvPr><p:spPr><a:xfrm><a:off x="100" y="${y}"/><a:ext cx="100" cy="300000"/></a:xfrm></p:spPr><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`;
    const { texts, pieces } = await piecesOf(
      makeZip([
        types(`${OFFICE}.presentationml.presentation`),
        [
          'ppt/slides/slide3.xml',
          `<p:sld>${shape(0, 'SECRET')}${shape(900_000, 'Plan', '<p:ph type="title"/>')}${shape(3_000_000, 'text')}${shape(6_500_000, 'SECRET')}</p:sld>`,
        ],
      ]),
    );
    expect(texts).toEqual(['header: SECRET', 'title: Plan', 'body: text', 'footer: SECRET']);
    expect(pieces[0]?.kind === 'text' && pieces[0].segment.where.page).toBe(3);
  });
});

describe('opening office XML of other writers', () => {
  it('goes by namespace and first element, not by prefix and path', async () => {
    const { texts } = await piecesOf(
      makeZip([
        word,
        ['word/document.xml', document('')],
        [
          'word/document2.xml',
          '<n0:document xmlns:n0="http://purl.oclc.org/ooxml/wordprocessingml/main"><n0:body><n0:p><n0:r><n0:t>NATO </n0:t></n0:r><n0:r><n0:t>SECRET</n0:t></n0:r></n0:p></n0:body></n0:document>',
        ],
      ]),
    );
    expect(texts).toEqual(['body: NATO SECRET']);
  });

  it('reads watermarks, alternative texts, field codes, document variables, chart values and links', async () => {
    const { texts } = await piecesOf(
      makeZip([
        word,
        [
          'word/document.xml',
          document(
            paragraph('<w:t>Plan </w:t>', '<w:instrText> QUOTE "NOFORN" </w:instrText>', '<w:t>B</w:t>') +
              paragraph('<w:drawing><wp:docPr id="1" descr="GEHEIM"/></w:drawing>'),
          ),
        ],
        [
          'word/header1.xml',
          '<w:hdr><w:p><w:r><w:pict><v:shape><v:textpath string="CONFIDENTIAL"/></v:shape></w:pict></w:r></w:p></w:hdr>',
        ],
        ['word/settings.xml', '<w:settings><w:docVar w:name="x" w:val="TOP SECRET"/></w:settings>'],
        [
          'word/charts/chart1.xml',
          '<c:chartSpace><c:strCache><c:pt idx="0"><c:v>NATO SECRET</c:v></c:pt></c:strCache></c:chartSpace>',
        ],
        [
          'word/_rels/document.xml.rels',
          '<Relationships><Relationship Id="r1" Target="https://example.org/a_(TS%2F%2FNF).html" TargetMode="External"/></Relationships>',
        ],
      ]),
    );
    expect(texts).toEqual(
      expect.arrayContaining([
        'unknown: QUOTE "NOFORN"',
        'body: Plan B',
        'unknown: GEHEIM',
        'watermark: CONFIDENTIAL',
        'unknown: TOP SECRET',
        'body: NATO SECRET',
        'unknown: https://example.org/a_(TS//NF).html',
      ]),
    );
  });

  it('reads of a fallback for old readers what the choice before it does not say', async () => {
    const box = (text: string) => `<w:txbxContent><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:txbxContent>`;
    const choice = (now: string, then: string) =>
      `<w:p><mc:AlternateContent><mc:Choice>${now}</mc:Choice><mc:Fallback>${then}</mc:Fallback></mc:AlternateContent></w:p>`;
    const body = choice(box('SECRET'), box('SECRET')) + choice('', box('GEHEIM'));
    const { texts } = await piecesOf(makeZip([word, ['word/document.xml', document(body)]]));
    expect(texts).toEqual(['header: SECRET', 'footer: GEHEIM']);
  });

  it('reads fields to fill in: titles, what they hold before anybody does, simple field codes', async () => {
    const { texts } = await piecesOf(
      makeZip([
        word,
        [
          'word/document.xml',
          document(
            '<w:sdt><w:sdtPr><w:alias w:val="VS-NfD"/></w:sdtPr></w:sdt><w:ffData><w:ddList><w:result w:val="0"/><w:listEntry w:val="GEHEIM"/></w:ddList><w:textInput><w:default w:val="SECRET"/></w:textInput></w:ffData>' +
              '<w:p><w:fldSimple w:instr="QUOTE &quot;NATO SECRET&quot;"><w:r><w:t>shown</w:t></w:r></w:fldSimple></w:p>',
          ),
        ],
      ]),
    );
    expect(texts).toEqual([
      'unknown: VS-NfD',
      'unknown: GEHEIM',
      'unknown: SECRET',
      'unknown: QUOTE "NATO SECRET"',
      'body: shown',
    ]);
  });

  it('reads the words that a format puts into cells', async () => {
    const formats =
      '<numFmts><numFmt numFmtId="164" formatCode="&quot;NATO SECRET&quot;;General"/><numFmt formatCode="&quot;$&quot;0.00"/></numFmts>';
    const { texts } = await piecesOf(
      makeZip([
        types(`${OFFICE}.spreadsheetml.sheet`),
        [
          'xl/styles.xml',
          `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${formats}</styleSheet>`,
        ],
      ]),
    );
    expect(texts).toEqual(['cell: NATO SECRET']);
  });

  it('reads names, results of formulas, input messages and printed edges of a workbook', async () => {
    const { texts } = await piecesOf(
      makeZip([
        types(`${OFFICE}.spreadsheetml.sheet`),
        [
          'xl/workbook.xml',
          '<workbook><sheets><sheet name="GEHEIM Plan"/></sheets><definedNames><definedName name="x">"NATO SECRET"</definedName></definedNames></workbook>',
        ],
        [
          'xl/worksheets/sheet1.xml',
          '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:c t="str"><x:f>"SEC"&amp;"RET"</x:f><x:v>SECRET</x:v></x:c><x:c t="s"><x:v>12</x:v></x:c></x:sheetData><x:dataValidation prompt="CUI"/><x:headerFooter><x:oddHeader>&amp;C&amp;"Arial,Bold"&amp;14R&amp;&amp;D SECRET</x:oddHeader></x:headerFooter></x:worksheet>',
        ],
        [
          'xl/threadedComments/threadedComment1.xml',
          '<ThreadedComments><threadedComment><text>COMMENT</text></threadedComment></ThreadedComments>',
        ],
      ]),
    );
    expect(texts).toEqual(
      expect.arrayContaining([
        'title: GEHEIM Plan',
        'body: "NATO SECRET"',
        'cell: SECRET',
        'unknown: CUI',
        'header: R&D SECRET',
        'cell: COMMENT',
      ]),
    );
    expect(texts).not.toContain('cell: 12');
  });

  it('counts slides in the order of the show', async () => {
    const slide = (text: string) => `<p:sld><p:sp><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sp></p:sld>`;
    const { pieces } = await piecesOf(
      makeZip([
        types(`${OFFICE}.presentationml.presentation`),
        [
          'ppt/presentation.xml',
          '<p:presentation><p:sldIdLst><p:sldId id="1" r:id="a"/><p:sldId id="2" r:id="b"/></p:sldIdLst></p:presentation>',
        ],
        [
          'ppt/_rels/presentation.xml.rels',
          '<Relationships><Relationship Id="b" Target="slides/slide1.xml"/><Relationship Id="a" Target="slides/slide2.xml"/></Relationships>',
        ],
        [
          'ppt/slides/_rels/slide1.xml.rels',
          '<Relationships><Relationship Id="n" Target="../../notesSlides/notesSlide7.xml"/></Relationships>',
        ],
        ['ppt/slides/slide1.xml', slide('second')],
        ['ppt/slides/slide2.xml', slide('first')],
        ['ppt/notesSlides/notesSlide7.xml', '<p:notes><a:p><a:r><a:t>note</a:t></a:r></a:p></p:notes>'],
        ['ppt/comments/comment1.xml', '<p:cmLst><p:cm><p:text>COMMENT</p:text></p:cm></p:cmLst>'],
      ]),
    );
    const places = pieces.map((piece) =>
      piece.kind === 'text' ? `${piece.segment.where.page} ${piece.segment.text}` : '',
    );
    expect(places).toEqual(['2 second', '1 first', '2 note', 'null COMMENT']);
  });
});

describe('opening OpenDocument', () => {
  const mimetype = (kind: string): ZipContent => [
    'mimetype',
    `application/vnd.oasis.opendocument.${kind}`,
    { stored: true },
  ];

  it('reads body, header, footer and properties', async () => {
    const { mediaType, texts } = await piecesOf(
      makeZip([
        mimetype('text'),
        [
          'content.xml',
          '<office:text><text:p>first<text:span> line</text:span></text:p><text:p>middle</text:p><text:p>last</text:p></office:text>',
        ],
        [
          'styles.xml',
          '<s><style:header><text:p>SECRET</text:p></style:header><style:footer><text:p>SECRET</text:p></style:footer></s>',
        ],
        [
          'meta.xml',
          '<office:meta><meta:user-defined meta:name="Classification">Geheim</meta:user-defined></office:meta>',
        ],
      ]),
    );
    expect(mediaType).toBe('application/vnd.oasis.opendocument.text');
    expect(texts).toEqual([
      'header: first line',
      'body: middle',
      'footer: last',
      'header: SECRET',
      'footer: SECRET',
      'Classification = Geheim',
    ]);
  });

  it('reads words that stand in attributes, styles and formulas', async () => {
    const { texts } = await piecesOf(
      makeZip([
        ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet'],
        [
          'content.xml',
          '<office:document-content><office:spreadsheet><table:table><table:table-row><table:table-cell table:formula="of:=&quot;NOFORN&quot;" office:string-value="SECRET"/></table:table-row></table:table></office:spreadsheet></office:document-content>',
        ],
        [
          'styles.xml',
          '<office:document-styles><number:number-style><number:text>GEHEIM</number:text></number:number-style><text:list-level-style-number style:num-prefix="VS-NfD "/></office:document-styles>',
        ],
        [
          'Object 1/content.xml',
          '<math xmlns="http://www.w3.org/1998/Math/MathML"><mtext>CUI</mtext></math>',
        ],
      ]),
    );
    expect(texts).toEqual(['cell: NOFORN', 'cell: SECRET', 'body: GEHEIM', 'unknown: VS-NfD', 'body: CUI']);
  });

  it('knows a banner over and under the table of a sheet', async () => {
    const cell = (text: string) =>
      `<table:table-cell><text:p>${text}</text:p></table:table-cell><table:table-cell/>`;
    const rows = [cell('SECRET'), cell('Buoy') + cell('Berth'), cell('GEHEIM &amp; mehr')];
    const { texts } = await piecesOf(
      makeZip([
        ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet'],
        [
          'content.xml',
          `<office:document-content><office:spreadsheet><table:table table:name="A">${rows.map((row) => `<table:table-row>${row}</table:table-row>`).join('')}</table:table></office:spreadsheet></office:document-content>`,
        ],
      ]),
    );
    expect(texts).toEqual([
      'title: A',
      'header: SECRET',
      'cell: Buoy',
      'cell: Berth',
      'footer: GEHEIM & mehr',
    ]);
  });

  it('knows an encrypted document by its manifest', async () => {
    const { uninspected } = await piecesOf(
      makeZip([
        mimetype('text'),
        ['content.xml', 'noise'],
        ['META-INF/manifest.xml', '<manifest:encryption-data/>'],
      ]),
    );
    expect(uninspected).toEqual([{ part: 'file', reason: 'encrypted', limit: null }]);
  });
});
