import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assemble } from '../../../test/hostile/generators/make-pdf.ts';
import { makeZip } from '../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../test/hostile/pieces-of.ts';
import { decode } from '../look/decode.ts';

/** Documents that point at a host which listens, opened here without the sandbox's walls: nobody may call. */
let server: Server;
let host = '';
let folder = '';
let calls = 0;

beforeAll(async () => {
  server = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  host = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  folder = await mkdtemp(join(tmpdir(), 'spillway-references-'));
  await writeFile(join(folder, 'black.png'), await picture(0));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const picture = (grey: number) =>
  sharp({ create: { width: 80, height: 80, channels: 3, background: { r: grey, g: grey, b: grey } } })
    .png()
    .toBuffer();

const DOCX_TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>';
const documents: ReadonlyArray<readonly [string, () => Buffer]> = [
  [
    'SVG',
    () =>
      Buffer.from(
        `<?xml version="1.0"?><?xml-stylesheet href="${host}/a.css"?><!DOCTYPE svg [<!ENTITY x SYSTEM "${host}/x">]><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="80" height="80"><style>@import url(${host}/b.css);</style><image xlink:href="${host}/a.png" width="80" height="80"/><use href="${host}/u.svg#a"/><text>Plan</text></svg>`,
      ),
  ],
  [
    'HTML',
    () =>
      Buffer.from(
        `<!DOCTYPE html><html><head><link rel="stylesheet" href="${host}/a.css"><script src="${host}/a.js"></script></head><body><img src="${host}/a.png"><iframe src="${host}/"></iframe>Plan</body></html>`,
      ),
  ],
  [
    'Word document',
    () =>
      makeZip([
        ['[Content_Types].xml', DOCX_TYPES],
        [
          'word/document.xml',
          `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "${host}/x">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Plan &x;</w:t></w:r></w:p></w:body></w:document>`,
        ],
        [
          'word/_rels/document.xml.rels',
          `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="${host}/a.dotm" TargetMode="External"/></Relationships>`,
        ],
      ]),
  ],
  [
    'PDF',
    () =>
      assemble(
        [
          `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /URI /URI (${host}/open) >> >>`,
          '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
          `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /GoToR /F (${host}/b.pdf) /D [0 /Fit] >> >>] >>`,
        ],
        '/Root 1 0 R',
      ),
  ],
];

it.each(documents)('opens a document that points elsewhere and calls nobody: %s', async (_, make) => {
  const { pieces } = await piecesOf(make());
  expect(pieces.length).toBeGreaterThan(0);
  for (const piece of pieces)
    if (piece.kind === 'image')
      await (await decode(piece.bytes, 0, { maxPixels: 1e8, workingPixels: 1e6 })).working();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(calls).toBe(0);
});

it('draws no picture of this machine into an SVG', async () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="80" height="80" fill="white"/><image href="file://${folder}/black.png" width="80" height="80"/></svg>`;
  const { glance } = await decode(Buffer.from(svg), 0, { maxPixels: 1e8, workingPixels: 1e6 });
  expect(Math.min(...glance.data)).toBe(255);
});

it('notices a call when there is one', async () => {
  await fetch(host).catch(() => undefined);
  expect(calls).toBe(1);
});
