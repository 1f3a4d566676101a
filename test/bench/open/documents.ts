import { deflateSync, gzipSync } from 'node:zlib';
import { paragraph } from '../../corpus/prose.ts';
import { createRandom } from '../../corpus/random.ts';
import { tarOf } from '../../hostile/generators/make-archives.ts';
import { assemble, stream } from '../../hostile/generators/make-pdf.ts';
import { makeZip } from '../../hostile/generators/make-zip.ts';

export interface TextDocument {
  readonly format: string;
  readonly extension: string;
  readonly bytes: Buffer;
  /** All of its words. */
  readonly source: string;
}

const PAGES = 100;
const LINES_A_PAGE = 40;

/** 100 pages of 40 numbered lines of prose, the same in each format, as a small program would write them. */
export function textDocuments(): TextDocument[] {
  const random = createRandom(6);
  const pages = Array.from({ length: PAGES }, (_, page) =>
    Array.from(
      { length: LINES_A_PAGE },
      (_, line) => `${page + 1}.${line + 1} ${paragraph(random, 'en', 1)}`,
    ),
  );
  const source = pages.flat().join('\n');
  const make = (format: string, extension: string, bytes: Buffer | string): TextDocument => ({
    format,
    extension,
    bytes: Buffer.from(bytes),
    source,
  });
  const html = htmlOf(pages);
  return [
    make('PDF', 'pdf', pdfOf(pages)),
    make('DOCX', 'docx', docxOf(pages)),
    make('XLSX', 'xlsx', xlsxOf(pages)),
    make('PPTX', 'pptx', pptxOf(pages)),
    make('ODT', 'odt', odtOf(pages)),
    make('ODS', 'ods', odsOf(pages)),
    make('RTF', 'rtf', rtfOf(pages)),
    make('HTML', 'html', html),
    make('EML, HTML body', 'eml', mailOf(html)),
    make('text', 'txt', source),
    make(
      'tar.gz of 100 texts',
      'tar.gz',
      gzipSync(tarOf(pages.map((lines, at) => ({ name: `${at}.txt`, content: lines.join('\n') })))),
    ),
  ];
}

type Pages = readonly (readonly string[])[];

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'application/vnd.openxmlformats-officedocument';

function pdfOf(pages: Pages): Buffer {
  const kids = pages.map((_, at) => 4 + at * 2);
  return assemble(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Count ${pages.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
      ...pages.flatMap((lines, at) => {
        const drawn = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
        return [
          `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${(kids[at] ?? 0) + 1} 0 R /Resources << /Font << /F 3 0 R >> >> >>`,
          stream('/Filter /FlateDecode', deflateSync(`BT /F 9 Tf 18 TL 50 790 Td\n${drawn}\nET`)),
        ];
      }),
    ],
    '/Root 1 0 R',
  );
}

function docxOf(pages: Pages): Buffer {
  const paragraphs = pages.flatMap((lines) => [
    ...lines.map(
      (line) =>
        `<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">${line}</w:t></w:r></w:p>`,
    ),
    '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
  ]);
  return packageOf(
    'word/document.xml',
    `${OFFICE}.wordprocessingml.document.main+xml`,
    `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs.join('')}</w:body></w:document>`,
  );
}

/** A sheet a page, a row a line, its words in cells, through the table of shared strings as Excel writes it. */
function xlsxOf(pages: Pages): Buffer {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const numbers = new Map<string, number>();
  const numberOf = (text: string) => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const sheets = pages.map((lines, at): Part => {
    const rows = lines.map(
      (line, row) =>
        `<row r="${row + 1}">${line
          .split(' ')
          .map((word, column) => `<c r="${columnName(column)}${row + 1}" t="s"><v>${numberOf(word)}</v></c>`)
          .join('')}</row>`,
    );
    return {
      path: `xl/worksheets/sheet${at + 1}.xml`,
      type: `${OFFICE}.spreadsheetml.worksheet+xml`,
      relation: `${RELATIONS}/worksheet`,
      xml: `<worksheet ${main}><sheetData>${rows.join('')}</sheetData></worksheet>`,
    };
  });
  const strings: Part = {
    path: 'xl/sharedStrings.xml',
    type: `${OFFICE}.spreadsheetml.sharedStrings+xml`,
    relation: `${RELATIONS}/sharedStrings`,
    xml: `<sst ${main}>${[...numbers.keys()].map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
  };
  const list = pages.map((_, at) => `<sheet name="Page ${at + 1}" sheetId="${at + 1}" r:id="r${at + 1}"/>`);
  return packageOf(
    'xl/workbook.xml',
    `${OFFICE}.spreadsheetml.sheet.main+xml`,
    `<workbook ${main} xmlns:r="${RELATIONS}"><sheets>${list.join('')}</sheets></workbook>`,
    [...sheets, strings],
  );
}

const columnName = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : `A${String.fromCharCode(65 + column - 26)}`;

function pptxOf(pages: Pages): Buffer {
  const spaces = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="${RELATIONS}"`;
  const slides = pages.map(
    (lines, at): Part => ({
      path: `ppt/slides/slide${at + 1}.xml`,
      type: `${OFFICE}.presentationml.slide+xml`,
      relation: `${RELATIONS}/slide`,
      xml: `<p:sld ${spaces}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id="2" name="Text"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>${lines
        .map((line) => `<a:p><a:r><a:rPr lang="en-GB"/><a:t>${line}</a:t></a:r></a:p>`)
        .join('')}</p:txBody></p:sp></p:spTree></p:cSld></p:sld>`,
    }),
  );
  const list = pages.map((_, at) => `<p:sldId id="${256 + at}" r:id="r${at + 1}"/>`);
  const tree =
    '<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/></p:spTree></p:cSld>';
  const layout = 'ppt/slideLayouts/slideLayout1.xml';
  const master = 'ppt/slideMasters/slideMaster1.xml';
  return packageOf(
    'ppt/presentation.xml',
    `${OFFICE}.presentationml.presentation.main+xml`,
    `<p:presentation ${spaces}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="r${pages.length + 1}"/></p:sldMasterIdLst><p:sldIdLst>${list.join('')}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
    [
      ...slides.map((slide) => ({ ...slide, needs: [['slideLayout', layout] as const] })),
      {
        path: master,
        type: `${OFFICE}.presentationml.slideMaster+xml`,
        relation: `${RELATIONS}/slideMaster`,
        needs: [['slideLayout', layout]],
        xml: `<p:sldMaster ${spaces}>${tree}<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="r1"/></p:sldLayoutIdLst></p:sldMaster>`,
      },
      {
        path: layout,
        type: `${OFFICE}.presentationml.slideLayout+xml`,
        relation: `${RELATIONS}/slideLayout`,
        needs: [['slideMaster', master]],
        xml: `<p:sldLayout ${spaces}>${tree}</p:sldLayout>`,
      },
    ],
  );
}

interface Part {
  readonly path: string;
  readonly type: string;
  readonly relation: string;
  readonly xml: string;
  /** Other parts that this one names, by kind and path. */
  readonly needs?: ReadonlyArray<readonly [kind: string, path: string]>;
}

/** Content types and relations as every program writes them, which Tika needs to open a package at all. */
function packageOf(path: string, type: string, xml: string, parts: readonly Part[] = []): Buffer {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const overrides = [{ path, type }, ...parts].map(
    (part) => `<Override PartName="/${part.path}" ContentType="${part.type}"/>`,
  );
  const relations = parts.map(
    (part, at) =>
      `<Relationship Id="r${at + 1}" Type="${part.relation}" Target="${part.path.slice(folder.length)}"/>`,
  );
  const around = (inner: string) =>
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  return makeZip([
    [
      '[Content_Types].xml',
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`,
    ],
    ['_rels/.rels', around(`<Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="${path}"/>`)],
    [path, XML + xml],
    [`${folder}_rels/${path.slice(folder.length)}.rels`, around(relations.join(''))],
    ...parts.map((part): [string, string] => [part.path, XML + part.xml]),
    ...parts.flatMap(({ path: of, needs = [] }): [string, string][] =>
      needs.length === 0
        ? []
        : [
            [
              of.replace(/[^/]+$/, '_rels/$&.rels'),
              around(
                needs
                  .map(
                    ([kind, target], at) =>
                      `<Relationship Id="r${at + 1}" Type="${RELATIONS}/${kind}" Target="/${target}"/>`,
                  )
                  .join(''),
              ),
            ],
          ],
    ),
  ]);
}

const SPACES = ['office', 'text', 'table']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ');

function openDocument(kind: 'text' | 'spreadsheet', body: string): Buffer {
  const type = `application/vnd.oasis.opendocument.${kind}`;
  return makeZip([
    ['mimetype', type, { stored: true }],
    [
      'content.xml',
      `${XML}<office:document-content ${SPACES} office:version="1.3"><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    ],
    [
      'META-INF/manifest.xml',
      `${XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="${type}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    ],
  ]);
}

const odtOf = (pages: Pages): Buffer =>
  openDocument(
    'text',
    pages
      .flat()
      .map((line) => `<text:p text:style-name="Standard">${line}</text:p>`)
      .join(''),
  );

function odsOf(pages: Pages): Buffer {
  const cell = (word: string) =>
    `<table:table-cell office:value-type="string"><text:p>${word}</text:p></table:table-cell>`;
  const row = (line: string) => `<table:table-row>${line.split(' ').map(cell).join('')}</table:table-row>`;
  const sheets = pages.map(
    (lines, at) => `<table:table table:name="Page ${at + 1}">${lines.map(row).join('')}</table:table>`,
  );
  return openDocument('spreadsheet', sheets.join(''));
}

const rtfOf = (pages: Pages): string =>
  `{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Helvetica;}}\n${pages
    .map((lines) => lines.map((line) => `\\pard\\plain\\f0\\fs18 ${line}\\par\n`).join(''))
    .join('\\page\n')}}`;

const htmlOf = (pages: Pages): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${pages
    .map(
      (lines) =>
        `<div class="page">${lines.map((line) => `<p style="margin:0">${line}</p>`).join('\n')}</div>`,
    )
    .join('\n')}</body></html>`;

const mailOf = (html: string): string =>
  [
    'From: a@example.org',
    'To: b@example.org',
    'Subject: minutes',
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(html).toString('base64').replace(/.{76}/g, '$&\r\n'),
    '',
  ].join('\r\n');
