import { expect, it } from 'vitest';
import { makeZip, type ZipContent } from '../../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

/** Words that no page shows, or that only show at times: each stands once in its document. */
const MARK = 'SECRET//NOFORN';

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const typed = (kind: string): ZipContent => [
  '[Content_Types].xml',
  `<Types xmlns="x"><Override PartName="/x" ContentType="${OFFICE}.${kind}.main+xml"/></Types>`,
];
const docx = (name: string, xml: string) => makeZip([typed('wordprocessingml.document'), [name, xml]]);
const sheet = (xml: string, name = 'xl/worksheets/sheet1.xml') =>
  makeZip([
    typed('spreadsheetml.sheet'),
    [name, name.includes('sheet1') ? `<worksheet>${xml}</worksheet>` : xml],
  ]);
const slide = (xml: string, name = 'ppt/slides/slide1.xml') =>
  makeZip([typed('presentationml.presentation'), [name, xml]]);
const odf = (kind: string, name: string, xml: string) =>
  makeZip([
    ['mimetype', `application/vnd.oasis.opendocument.${kind}`, { stored: true }],
    [name, `<office:document-content>${xml}</office:document-content>`],
  ]);

it.each([
  [
    'the name of a style',
    docx(
      'word/styles.xml',
      `<w:styles><w:style w:type="paragraph" w:customStyle="1"><w:name w:val="${MARK}"/></w:style></w:styles>`,
    ),
  ],
  [
    'the name of a theme',
    docx('word/theme/theme1.xml', `<a:theme name="${MARK}"><a:themeElements/></a:theme>`),
  ],
  [
    'the name of a frame of a set',
    docx(
      'word/webSettings.xml',
      `<w:webSettings><w:frameset><w:frame><w:name w:val="${MARK}"/></w:frame></w:frameset></w:webSettings>`,
    ),
  ],
  [
    'the name of a picture',
    docx(
      'word/document.xml',
      `<w:document><w:p><w:drawing><wp:docPr id="1" name="${MARK}"/></w:drawing></w:p></w:document>`,
    ),
  ],
  [
    'who remarked, and remarked again',
    docx(
      'word/comments.xml',
      `<w:comments><w:comment w:author="${MARK}"/><w:comment w:author="${MARK}"/></w:comments>`,
    ),
  ],
  [
    'who remarked on a sheet',
    sheet(`<comments><authors><author>${MARK}</author></authors></comments>`, 'xl/comments1.xml'),
  ],
  [
    'who took part',
    sheet(`<personList><person displayName="${MARK}"/></personList>`, 'xl/persons/person.xml'),
  ],
  [
    'the name of a block of text',
    docx(
      'word/glossary/document.xml',
      `<w:glossaryDocument><w:docParts><w:docPart><w:docPartPr><w:name w:val="${MARK}"/></w:docPartPr></w:docPart></w:docParts></w:glossaryDocument>`,
    ),
  ],
  [
    'the name of a shape on a slide',
    slide(`<p:sld><p:sp><p:nvSpPr><p:cNvPr id="1" name="${MARK}"/></p:nvSpPr></p:sp></p:sld>`),
  ],
  [
    'the name of a style of tables',
    slide(`<a:tblStyleLst><a:tblStyle styleName="${MARK}"/></a:tblStyleLst>`, 'ppt/tableStyles.xml'),
  ],
  [
    'the name of a sheet',
    sheet(`<workbook><sheets><sheet name="${MARK}"/></sheets></workbook>`, 'xl/workbook.xml'),
  ],
  [
    'a query of a workbook',
    sheet(
      (() => {
        const zip = makeZip([['Formulas/Section1.m', MARK]]);
        const head = Buffer.alloc(8);
        head.writeUInt32LE(zip.length, 4);
        return `<DataMashup>${Buffer.concat([head, zip]).toString('base64')}</DataMashup>`;
      })(),
      'customXml/item1.xml',
    ),
  ],
  [
    'the name of a table of OpenDocument',
    odf('spreadsheet', 'content.xml', `<table:data-pilot-table table:name="${MARK}"/>`),
  ],
  ['the name of a frame of OpenDocument', odf('text', 'content.xml', `<draw:frame draw:name="${MARK}"/>`)],
  [
    'the tag of a field to fill in',
    docx(
      'word/document.xml',
      `<w:document><w:sdt><w:sdtPr><w:tag w:val="${MARK}"/></w:sdtPr></w:sdt></w:document>`,
    ),
  ],
  [
    'a choice of a field',
    docx(
      'word/document.xml',
      `<w:document><w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="${MARK}"/></w:dropDownList></w:sdtPr></w:sdt></w:document>`,
    ),
  ],
  [
    'words over others',
    docx(
      'word/document.xml',
      `<w:document><w:p><w:r><w:ruby><w:rt><w:r><w:t>${MARK}</w:t></w:r></w:rt></w:ruby></w:r></w:p></w:document>`,
    ),
  ],
  ['a rule of cells', sheet(`<conditionalFormatting><cfRule text="${MARK}"/></conditionalFormatting>`)],
  [
    'the formula of a rule of cells',
    sheet(`<conditionalFormatting><cfRule><formula>"${MARK}"</formula></cfRule></conditionalFormatting>`),
  ],
  [
    'a rule of cells since 2010',
    sheet(`<extLst><ext><x14:cfRule><xm:f>"${MARK}"</xm:f></x14:cfRule></ext></extLst>`),
  ],
  [
    'a message of cells since 2010',
    sheet(`<extLst><ext><x14:dataValidation prompt="${MARK}"/></ext></extLst>`),
  ],
  ['a remark on a scenario', sheet(`<scenarios><scenario comment="${MARK}"/></scenarios>`)],
  [
    'a filter',
    sheet(`<autoFilter><filterColumn><filters><filter val="${MARK}"/></filters></filterColumn></autoFilter>`),
  ],
  [
    'the name of a style of cells',
    sheet(`<styleSheet><cellStyles><cellStyle name="${MARK}"/></cellStyles></styleSheet>`, 'xl/styles.xml'),
  ],
  [
    'the name of a layout',
    slide(`<p:sldLayout><p:cSld name="${MARK}"/></p:sldLayout>`, 'ppt/slideLayouts/slideLayout1.xml'),
  ],
  [
    'what a link says',
    slide(
      `<p:sld><a:p><a:r><a:rPr><a:hlinkClick tooltip="${MARK}"/></a:rPr><a:t>x</a:t></a:r></a:p></p:sld>`,
    ),
  ],
  [
    'a formula on a slide',
    slide(`<p:sld><p:sp><a:p><a14:m><m:r><m:t>${MARK}</m:t></m:r></a14:m></a:p></p:sp></p:sld>`),
  ],
  [
    'the title of a thread',
    slide(`<p188:cmLst><p188:cm title="${MARK}"/></p188:cmLst>`, 'ppt/comments/modernComment_1.xml'),
  ],
  [
    'a condition of cells of OpenDocument',
    odf(
      'spreadsheet',
      'content.xml',
      `<table:content-validation table:condition="cell-content-is-in-list(&quot;${MARK}&quot;)"/>`,
    ),
  ],
  [
    'a format of cells of OpenDocument',
    odf('spreadsheet', 'content.xml', `<calcext:condition calcext:value="=&quot;${MARK}&quot;"/>`),
  ],
  [
    'a rule in a style of OpenDocument',
    odf(
      'spreadsheet',
      'styles.xml',
      `<style:style><style:map style:condition="cell-content()=&quot;${MARK}&quot;"/></style:style>`,
    ),
  ],
  [
    'a range of OpenDocument',
    odf('spreadsheet', 'content.xml', `<table:database-range table:name="${MARK}"/>`),
  ],
  [
    'the title of a sheet',
    odf('spreadsheet', 'content.xml', `<table:table><table:title>${MARK}</table:title></table:table>`),
  ],
  ['a show', odf('presentation', 'content.xml', `<presentation:show presentation:name="${MARK}"/>`)],
  ['a layer', odf('presentation', 'styles.xml', `<draw:layer draw:name="${MARK}"/>`)],
  [
    'the formula of a field',
    odf('text', 'content.xml', `<text:p><text:expression text:formula="&quot;${MARK}&quot;"/></text:p>`),
  ],
  [
    'an entry of an index',
    odf(
      'text',
      'content.xml',
      `<text:p><text:alphabetical-index-mark text:string-value="${MARK}"/></text:p>`,
    ),
  ],
  [
    'a field to fill in',
    odf('text', 'content.xml', `<text:p><text:text-input text:description="${MARK}"/></text:p>`),
  ],
  [
    'words over others in OpenDocument',
    odf(
      'text',
      'content.xml',
      `<text:p><text:ruby><text:ruby-text>${MARK}</text:ruby-text></text:ruby></text:p>`,
    ),
  ],
  [
    'a notice of notes',
    odf(
      'text',
      'styles.xml',
      `<text:notes-configuration><text:note-continuation-notice-forward>${MARK}</text:note-continuation-notice-forward></text:notes-configuration>`,
    ),
  ],
  ['the name of a page', odf('text', 'styles.xml', `<style:master-page style:display-name="${MARK}"/>`)],
])('reads %s', async (_, bytes) => {
  const { texts } = await piecesOf(bytes);
  expect(texts.filter((text) => text.endsWith(`: ${MARK}`))).toHaveLength(1);
});

it('reads the names of sheets in letters of any size, and no names of files for words', async () => {
  const named = sheet(
    '<workbook><sheets><sheet name="Geheim &amp; mehr"/></sheets></workbook>',
    'xl/workbook.xml',
  );
  expect((await piecesOf(named)).texts).toEqual(['title: Geheim & mehr']);
  const picture = docx('word/document.xml', `<w:document><pic:cNvPr name="${MARK}.png"/></w:document>`);
  expect((await piecesOf(picture)).texts).toEqual([]);
});

it('reads variables of a document as labels', async () => {
  const variables =
    '<w:settings><w:docVars><w:docVar w:name="Classification" w:val="Secret"/></w:docVars></w:settings>';
  const { texts } = await piecesOf(docx('word/settings.xml', variables));
  expect(texts).toEqual(['Classification = Secret']);
});

it('does not read the names of styles that the program brings along', async () => {
  const styles = '<w:styles><w:style w:type="paragraph"><w:name w:val="heading 1"/></w:style></w:styles>';
  expect((await piecesOf(docx('word/styles.xml', styles))).texts).toEqual([]);
});
