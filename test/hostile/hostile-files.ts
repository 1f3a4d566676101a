import { readFile } from 'node:fs/promises';
import type { Uninspected } from '../../shared/messages/verdict.ts';
import * as bombs from './generators/make-bombs.ts';
import * as documents from './generators/make-document-bombs.ts';
import * as archives from './generators/make-lying-archives.ts';
import { packedRar } from './generators/make-packed-rar.ts';
import * as pdfs from './generators/make-pdf-bombs.ts';
import { pdfPicture } from './generators/make-pdf-pictures.ts';
import * as pictures from './generators/make-picture-bombs.ts';
import { quineZip } from './generators/make-quine.ts';
import * as streams from './generators/make-stream-bombs.ts';
import { makeZip } from './generators/make-zip.ts';

export interface HostileFile {
  readonly name: string;
  make(): Buffer | Promise<Buffer>;
  /** *uninspected* for one of these reasons; or the whole of it can be looked at, and this is the verdict. */
  readonly said: readonly Uninspected['reason'][] | 'clean' | 'found';
  /** Costs time and nothing else: a machine that is fast enough gets to its end, and then this is the verdict. */
  readonly orInTime?: 'clean' | 'found';
}

/** What costs time may cost memory first. */
const SLOW = { said: ['time-out', 'out-of-memory'], orInTime: 'clean' } as const;

/** A segment that is empty, and again, and the next beginning. */
const JPEG_BEGINNING = Buffer.from('ffd8ffe00002ffe00002', 'hex');

const phone = () => readFile(new URL('../../services/inspect/look/phone.fixture.heic', import.meta.url));

/** Every class of file that is made to hurt whoever opens it; `bombs.test.ts` says what is asked of each. */
export const HOSTILE: Readonly<Record<string, readonly HostileFile[]>> = {
  archives: [
    { name: 'a zip that holds itself', make: quineZip, said: ['too-deep'] },
    { name: 'a bzip2 bomb', make: streams.bzip2Bomb, said: ['too-compressed'] },
    { name: 'an xz bomb', make: () => streams.xzBomb(), said: ['too-compressed'] },
    { name: 'a Zstandard bomb', make: () => streams.zstandardBomb(), said: ['too-compressed'] },
    {
      name: 'a packed RAR bomb',
      make: () => packedRar([{ name: '0', matches: 25_000 }]),
      said: ['too-compressed'],
    },
    { name: 'a 7z bomb', make: () => streams.sevenZipBomb(), said: ['too-compressed'] },
    {
      name: '7z that claims 2^62 bytes',
      make: () => streams.sevenZipBomb({ unpackedBytes: 2n ** 62n }),
      said: ['too-compressed'],
    },
    {
      name: '7z that claims 2^31 files',
      make: () => streams.sevenZipBomb({ files: 2 ** 31 }),
      said: ['damaged'],
    },
    {
      name: '7z that claims 2^40 packed',
      make: () => streams.sevenZipBomb({ packedBytes: 2 ** 40 }),
      said: ['damaged'],
    },
    {
      name: '7z that claims a header of 2^40',
      make: () => streams.sevenZipBomb({ headerBytes: 2 ** 40 }),
      said: ['too-compressed'],
    },
    {
      name: 'zip that claims 4 GB packed',
      make: () => archives.zipClaiming('packed', 0xfffffff0),
      said: ['damaged'],
    },
    {
      name: 'zip whose entry begins behind the end',
      make: () => archives.zipClaiming('offset', 0x7ffffff0),
      said: ['damaged'],
    },
    {
      name: 'zip that claims 65,000 entries',
      make: () => archives.zipClaiming('entries', 65_000),
      said: ['damaged'],
    },
    {
      name: 'zip64 that claims 2^62 bytes',
      make: () => archives.zip64Claiming(2n ** 62n),
      said: ['damaged'],
    },
    { name: 'zip of two directories', make: archives.twoFacedZip, said: 'found' },
    { name: 'tar that claims 2^62 bytes', make: () => archives.tarClaiming(2n ** 62n), said: ['damaged'] },
    {
      name: 'tar that claims less than none',
      make: () => archives.tarClaiming(2n ** 64n - 1n),
      said: ['damaged'],
    },
    { name: 'tar with a hole of 7 GB', make: () => archives.sparseTar(), said: 'clean' },
    { name: 'rar that claims 4 GB', make: () => archives.rarClaiming(0xfffffff0), said: ['damaged'] },
    {
      name: 'names that climb',
      make: () =>
        makeZip([
          ['../../../../etc/x.txt', 'hello'],
          ['/etc/passwd.txt', 'hello'],
          ['C:\\x.txt', 'hello'],
          ['a\0b.txt', 'hello'],
          ['a'.repeat(60_000), 'hello'],
        ]),
      said: 'clean',
    },
  ],
  pictures: [
    { name: 'PNG 60,000²', make: () => bombs.pngClaiming(60_000, 60_000), said: ['too-many-pixels'] },
    { name: 'PNG 2^31', make: () => bombs.pngClaiming(2 ** 31 - 1, 2 ** 31 - 1), said: ['damaged'] },
    { name: 'PNG honest 30,000²', make: () => pictures.honestPng(30_000, 30_000), said: ['too-many-pixels'] },
    { name: 'PNG honest 9,999 × 10,000', make: () => pictures.honestPng(9999, 10_000), said: 'clean' },
    { name: 'JPEG 65,535²', make: () => pictures.jpegClaiming(65_535, 65_535), said: ['damaged'] },
    { name: 'JPEG 9,999²', make: () => pictures.jpegClaiming(9999, 9999), said: ['damaged'] },
    { name: 'GIF 65,535²', make: () => pictures.gifClaiming(65_535, 65_535), said: 'clean' },
    { name: 'WebP 2^24', make: () => pictures.webpClaiming(2 ** 24, 2 ** 8), said: ['damaged'] },
    { name: 'WebP 16,383²', make: () => pictures.webpClaiming(16_383, 16_383), said: ['damaged'] },
    { name: 'TIFF 100,000²', make: () => pictures.tiffOf(100_000, 100_000), said: ['too-many-pixels'] },
    { name: 'BMP 100,000²', make: () => pictures.bmpClaiming(100_000, 100_000), said: ['too-many-pixels'] },
    { name: 'BMP negative', make: () => pictures.bmpClaiming(-(2 ** 31), -(2 ** 31)), said: ['damaged'] },
    {
      name: 'ICO of PNG 60,000²',
      make: () => pictures.iconOf(bombs.pngClaiming(60_000, 60_000)),
      said: ['too-many-pixels'],
    },
    {
      name: 'ICO of 60,000 pictures',
      make: () => pictures.iconOf(bombs.pngClaiming(40, 30), 60_000),
      said: 'clean',
    },
    {
      name: 'AVIF 60,000²',
      make: async () => pictures.withSides(await pictures.avif(), 60_000, 60_000),
      said: ['too-many-pixels'],
    },
    {
      name: 'HEIC 60,000²',
      make: async () => pictures.withSides(await phone(), 60_000, 60_000),
      said: ['too-many-pixels'],
    },
    {
      name: 'JPEG 2000 60,000²',
      make: () => pictures.jpeg2000Claiming(60_000, 60_000),
      said: ['unsupported-type'],
    },
    {
      name: 'GIF 5,000 frames',
      make: () => pictures.gifOfFrames(5000),
      said: ['too-many-pages', 'time-out'],
    },
    {
      name: 'GIF 300 frames of 120²',
      make: () => pictures.gifOfFrames(300, 120),
      said: ['too-many-pages', 'time-out'],
    },
    {
      name: 'APNG of 10^9',
      make: () => pictures.apngClaiming(1_000_000_000),
      said: ['too-many-pages'],
    },
    {
      name: 'TIFF 5,000 pages',
      make: () => pictures.tiffOf(10, 10, { pages: 5000 }),
      said: ['time-out', 'too-many-pages'],
    },
    {
      name: 'JPEG of beginnings',
      make: async () =>
        Buffer.concat([await pictures.jpegClaiming(40, 30), Buffer.alloc(20_000_000, JPEG_BEGINNING)]),
      said: ['damaged'],
    },
    { name: 'TIFF loop', make: () => pictures.tiffOf(10, 10, { loops: true }), said: 'clean' },
  ],
  pdfs: [
    { name: 'billion pages', make: bombs.billionPagePdf, said: ['damaged', 'time-out'] },
    { name: 'page wide', make: bombs.hugePagePdf, said: ['too-many-pixels'] },
    {
      name: 'self drawing',
      make: bombs.selfDrawingPdf,
      // Whichever comes first is a matter of the machine's speed.
      said: ['out-of-memory', 'time-out'],
    },
    { name: 'object loop', make: pdfs.objectLoop, said: 'clean' },
    { name: 'xref loop', make: pdfs.xrefLoop, said: 'clean' },
    { name: 'outline loop', make: pdfs.outlineLoop, said: 'clean' },
    { name: 'name tree loop', make: pdfs.nameTreeLoop, said: ['damaged'] },
    { name: 'deep page tree', make: () => pdfs.deepPageTree(20_000), said: ['damaged'] },
    {
      name: 'drawing tree',
      make: () => pdfs.drawingTree(),
      said: ['out-of-memory', 'time-out'],
    },
    {
      name: 'paint loops',
      make: pdfs.paintLoops,
      ...SLOW,
    },
    {
      name: 'tiny tiles',
      make: pdfs.tinyTiles,
      ...SLOW,
    },
    { name: 'function', make: pdfs.functionBomb, said: 'clean' },
    {
      name: 'content bomb',
      make: pdfs.contentBomb,
      ...SLOW,
    },
    { name: 'filter tower', make: pdfs.filterTower, ...SLOW },
    {
      name: 'stroke storm',
      make: () => pdfs.strokeStorm(),
      ...SLOW,
    },
    { name: 'cmap', make: pdfs.characterMapBomb, ...SLOW },
    { name: 'font loops', make: pdfs.fontLoops, said: 'clean' },
    { name: 'beginnings', make: pdfs.beginnings, said: ['damaged', 'time-out', 'out-of-memory'] },
    {
      name: 'many states',
      make: () => pdfs.manyStates(),
      said: ['too-many-entries', 'too-many-pages', 'time-out'],
    },
    { name: 'JBIG2', make: () => pdfPicture('JBIG2Decode'), said: ['too-many-pixels'] },
    { name: 'JPX', make: () => pdfPicture('JPXDecode'), said: ['too-many-pixels'] },
    {
      name: 'CCITT',
      make: () => pdfPicture('CCITTFaxDecode'),
      said: ['too-many-pixels'],
    },
    { name: 'DCT', make: () => pdfPicture('DCTDecode'), said: ['too-many-pixels'] },
    {
      name: 'Flate',
      make: () => pdfPicture('FlateDecode'),
      said: ['too-many-pixels'],
    },
  ],
  documents: [
    ...(['docx', 'xlsx', 'odt'] as const).flatMap((kind): HostileFile[] => [
      { name: `${kind} entities`, make: () => documents.entityPackage(kind), said: ['too-compressed'] },
      { name: `${kind} deep`, make: () => documents.deepPackage(kind, 100_000), said: ['damaged'] },
    ]),
    { name: 'xml entities', make: bombs.xmlEntityBomb, said: ['too-compressed'] },
    { name: 'xml deep', make: () => bombs.deepXml(100_000), said: 'clean' },
    { name: 'ods repeated', make: documents.repeatedCells, said: 'clean' },
    { name: 'BIFF', make: documents.lyingRecords, said: ['damaged'] },
    { name: 'CFB loop', make: documents.compoundLoop, said: ['damaged'] },
    { name: 'rtf', make: () => bombs.deepRtf(100_000), said: ['damaged'] },
    { name: 'mail 1000', make: () => bombs.nestedMail(1000), said: ['too-deep'] },
    { name: 'multipart 1000', make: () => documents.nestedMultipart(1000), said: ['too-deep'] },
    { name: 'mail 100,000 parts', make: () => documents.mailOfParts(100_000), said: ['too-large'] },
    { name: 'mail headers', make: () => documents.mailOfHeaders(100_000), said: ['too-large'] },
    {
      name: 'long line',
      make: () => documents.longLine(100_000_000),
      said: ['too-large', 'time-out'],
    },
    {
      name: 'marks',
      make: () => documents.manyMarks(1_000_000),
      said: 'found',
    },
    { name: 'unicode', make: documents.unicodeBomb, said: 'clean' },
    {
      name: 'uuencoded without end',
      make: () => Buffer.from('begin 644 a\nM\n'.repeat(50_000)),
      said: 'clean',
    },
    {
      name: 'html',
      make: () =>
        Buffer.from(
          `<html><script>for(;;);</script>${'<p onclick="for(;;);">hello</p>'}${'<div>'.repeat(200_000)}x</html>`,
        ),
      said: 'clean',
    },
  ],
};
