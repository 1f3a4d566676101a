import { deflateSync } from 'node:zlib';
import { stream } from './make-pdf.ts';
import { onePage } from './make-pdf-bombs.ts';
import { jpxStream } from './make-picture-bombs.ts';

/** A picture that claims `side` pixels a side, packed by this filter into a few bytes. */
export function pdfPicture(
  filter: 'JBIG2Decode' | 'JPXDecode' | 'CCITTFaxDecode' | 'DCTDecode' | 'FlateDecode',
  side = 60_000,
): Buffer {
  const data = {
    JBIG2Decode: jbig2(side),
    JPXDecode: jpxStream(side, side),
    FlateDecode: deflateSync(Buffer.alloc(9)),
  }[filter as string];
  return onePage({
    page: '/Resources << /XObject << /P 5 0 R >> >>',
    content: 'q 500 0 0 500 9 9 cm /P Do Q',
    more: [
      stream(
        `/Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceGray /BitsPerComponent ${filter === 'JBIG2Decode' || filter === 'CCITTFaxDecode' ? 1 : 8} /Filter /${filter} /DecodeParms << /K -1 /Columns ${side} /Rows ${side} >>`,
        data ?? Buffer.alloc(64, 0x5a),
      ),
    ],
  });
}

/** T.88: a page, a dictionary of symbols that claims millions, a text region that asks for more. */
function jbig2(side: number): Buffer {
  const segment = (number: number, type: number, body: Buffer) => {
    const head = Buffer.alloc(11);
    head.writeUInt32BE(number, 0);
    head.set([type, 0, 1], 4);
    head.writeUInt32BE(body.length, 7);
    return Buffer.concat([head, body]);
  };
  const page = Buffer.alloc(19);
  page.writeUInt32BE(side, 0);
  page.writeUInt32BE(side, 4);
  const symbols = Buffer.alloc(2 + 8 + 8 + 16, 0xff);
  symbols.writeUInt16BE(0, 0);
  symbols.writeUInt32BE(0x7fffffff, 10);
  symbols.writeUInt32BE(0x7fffffff, 14);
  const region = Buffer.alloc(18 + 8 + 16, 0x5a);
  region.writeUInt32BE(side, 0);
  region.writeUInt32BE(side, 4);
  region.fill(0, 8, 18);
  return Buffer.concat([segment(0, 48, page), segment(1, 0, symbols), segment(2, 38, region)]);
}
