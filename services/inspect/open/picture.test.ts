import sharp from 'sharp';
import { expect, it } from 'vitest';
import { piecesOf } from '../../../test/hostile/pieces-of.ts';

it('hands a picture on, and what labels its metadata holds', async () => {
  const xmp =
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:l="urn:l" l:Classification="Secret"/></rdf:RDF></x:xmpmeta>';
  const blank = { width: 30, height: 30, channels: 3, background: 'white' } as const;
  const png = await sharp({ create: blank }).withXmp(xmp).png().toBuffer();
  const { images, texts } = await piecesOf(png);
  expect(images).toBe(1);
  expect(texts).toContain('Description@l:Classification = Secret');
});

it('hands a damaged picture on as well, for the reader to say what is wrong', async () => {
  const { images, uninspected } = await piecesOf(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  expect([images, uninspected.length]).toEqual([1, 0]);
});
