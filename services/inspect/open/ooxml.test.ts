import { describe, expect, it } from 'vitest';
import { makeZip, type ZipContent } from '../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../test/hostile/pieces-of.ts';

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
      'cell: Harbour',
      'cell: SECRET',
      'cell: inline',
      'header: NATO SECRET',
      'footer: NATO SECRET',
    ]);
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
