import { expect, it } from 'vitest';
import { makeWord97 } from '../../../test/hostile/generators/make-compound.ts';
import { makeZip } from '../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../test/hostile/pieces-of.ts';

const OOXML = 'application/vnd.openxmlformats-officedocument';
const types = (kind: string): [string, string] => [
  '[Content_Types].xml',
  `<Types><Override PartName="/x" ContentType="${OOXML}.${kind}.main+xml"/></Types>`,
];
const docx = (paragraph: string) =>
  makeZip([
    types('wordprocessingml.document'),
    ['word/document.xml', `<w:document><w:p>${paragraph}</w:p></w:document>`],
  ]);
const pptx = (paragraph: string) =>
  makeZip([
    types('presentationml.presentation'),
    ['ppt/slides/slide1.xml', `<p:sld><p:sp><p:txBody><a:p>${paragraph}</a:p></p:txBody></p:sp></p:sld>`],
  ]);
const xlsx = (name: string, part: string) => makeZip([types('spreadsheetml.sheet'), [name, part]]);
const odt = (paragraph: string) =>
  makeZip([
    ['mimetype', 'application/vnd.oasis.opendocument.text', { stored: true }],
    [
      'content.xml',
      `<office:document-content><office:text><text:p>${paragraph}</text:p></office:text></office:document-content>`,
    ],
  ]);
const html = (words: string) => Buffer.from(`<!doctype html><html><body><p>${words}</p></body></html>`);
const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;
const slideRun = (text: string) => `<a:r><a:t>${text}</a:t></a:r>`;

it.each([
  ['runs of docx', docx(run('SEC') + run('RET'))],
  [
    'runs with a mark between',
    docx(`${run('SEC')}<w:proofErr w:type="spellStart"/><w:bookmarkStart w:name="_a"/>${run('RET')}`),
  ],
  ['a break that is not shown', docx('<w:r><w:t>SEC</w:t><w:softHyphen/><w:t>RET</w:t></w:r>')],
  ['a remark between', docx(`${run('SEC')}<w:commentRangeStart w:id="1"/>${run('RET')}`)],
  ['runs within a link', docx(`${run('SEC')}<w:hyperlink>${run('RET')}</w:hyperlink>`)],
  [
    'a text box within the word',
    docx(`${run('SEC')}<w:r><w:txbxContent><w:p>${run('box')}</w:p></w:txbxContent></w:r>${run('RET')}`),
  ],
  ['runs of pptx', pptx(slideRun('SEC') + slideRun('RET'))],
  ['fields of pptx', pptx(`${slideRun('SEC')}<a:fld type="x"><a:t>RET</a:t></a:fld>`)],
  [
    'runs of a shared string',
    xlsx('xl/sharedStrings.xml', '<sst><si><r><t>SEC</t></r><r><rPr><b/></rPr><t>RET</t></r></si></sst>'),
  ],
  [
    'runs of a string in its cell',
    xlsx(
      'xl/worksheets/sheet1.xml',
      '<worksheet><sheetData><row><c t="inlineStr"><is><r><t>SEC</t></r><r><t>RET</t></r></is></c></row></sheetData></worksheet>',
    ),
  ],
  ['spans of odt', odt('<text:span>SEC</text:span><text:span>RET</text:span>')],
  [
    'places and page breaks of odt',
    odt('SEC<text:bookmark text:name="a"/><text:soft-page-break/><text:span>RET</text:span>'),
  ],
  ['elements of a line in HTML', html('<b>SEC</b><span style="color:red">RET</span>')],
  ['places to break in HTML', html('SEC<wbr>RET')],
  ['remarks in HTML', html('SEC<!-- a remark -->RET')],
  ['elements that HTML does not know', html('<st1:place>SEC</st1:place><o:p></o:p>RET')],
  ['scripts in HTML', html('SEC<script>var a = 1;</script>RET')],
  [
    'pictures and rare elements in HTML',
    html('<acronym>S</acronym><nobr>EC</nobr><ruby>R</ruby><time>E</time><data>T</data>'),
  ],
  [
    'elements of XML that nobody knows',
    Buffer.from('<?xml version="1.0"?><d><p>SEC<emph>RET</emph> is</p></d>'),
  ],
  ['empty elements of XML', Buffer.from('<?xml version="1.0"?><d><p>SEC<cp a="1"/>RET</p></d>')],
  [
    'pieces of a text in SVG',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><text>SEC<tspan>RET</tspan></text></svg>'),
  ],
  ['HTML within XML', Buffer.from('<?xml version="1.0"?><d><p><![CDATA[<b>SEC</b>RET]]></p></d>')],
  ['HTML within XML, written as letters', Buffer.from('<rss><item>&lt;b&gt;SEC&lt;/b&gt;RET</item></rss>')],
  ['tags of subtitles', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\n<i>SEC</i>RET\n')],
  ['colours of a terminal', Buffer.from('plan\n\x1b[31mSEC\x1b[0mRET\nend\n')],
  ['groups of LaTeX', Buffer.from('\\documentclass{article}\n{\\bf SEC}RET\n')],
  [
    'symbols of a font of letters',
    docx(
      `<w:p><w:r>${[...'SECRET'].map((letter) => `<w:sym w:font="Arial" w:char="F0${letter.charCodeAt(0).toString(16)}"/>`).join('')}</w:r></w:p>`,
    ),
  ],
  ['groups of RTF', Buffer.from('{\\rtf1 {\\b SEC}{\\i RET}\\par}')],
  ['a mark in RTF', Buffer.from('{\\rtf1 SEC{\\*\\bkmkstart a}{\\b RET}\\par}')],
])('a word that is split by %s is one word', async (_, bytes) => {
  const { texts } = await piecesOf(bytes);
  expect(texts.map((text) => text.replace(/^.*: |^.*= /, ''))).toContain('SECRET');
});

it('joins no texts of neighbours in XML, and reads no pictures of a font as letters', async () => {
  const data = await piecesOf(Buffer.from('<?xml version="1.0"?><d><a>TOP</a><b>SEC</b><c>RET</c></d>'));
  expect(data.texts).toEqual(['body: TOP', 'body: SEC', 'body: RET']);
  expect((await piecesOf(docx('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'))).texts).toEqual([]);
});

it.each([
  [
    'docx',
    docx(
      `${run('NATO SEC')}<w:del><w:r><w:delText>OND</w:delText></w:r></w:del><w:ins>${run('RET')}</w:ins>`,
    ),
    ['NATO SECRET', 'NATO SECOND'],
  ],
  [
    'docx, put in and taken out again',
    docx(
      `${run('NATO ')}<w:ins><w:del><w:r><w:delText>SECRET</w:delText></w:r></w:del></w:ins><w:ins>${run('RESTRICTED')}</w:ins>`,
    ),
    ['NATO RESTRICTED', 'NATO', 'SECRET'],
  ],
  [
    'docx, moved',
    docx(`${run('NATO ')}<w:moveFrom>${run('SECRET')}</w:moveFrom><w:moveTo>${run('GEHEIM')}</w:moveTo>`),
    ['NATO GEHEIM', 'NATO SECRET'],
  ],
  ['doc', makeWord97(['NATO SECONDRET\r'], { takenOut: [8, 11] }), ['NATO SECRET', 'OND']],
  ['HTML', html('NATO SEC<del>OND</del><ins>RET</ins>'), ['NATO SECRET', 'OND']],
  ['RTF', Buffer.from('{\\rtf1 NATO SEC{\\deleted OND}{\\revised RET}\\par}'), ['NATO SECRET', 'OND']],
])('what was changed in %s is no part of what it was changed to', async (_, bytes, said) => {
  const { texts } = await piecesOf(bytes);
  expect(new Set(texts.map((text) => text.replace(/^.*: /, '')))).toEqual(new Set(said));
});
