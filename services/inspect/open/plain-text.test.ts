import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../../test/hostile/pieces-of.ts';

describe('opening plain text', () => {
  it('gives each line, the first and last as banners stand', async () => {
    const { texts } = await piecesOf(Buffer.from('\nSECRET\n\nParagraph.\nMore.\n\nSECRET\n'));
    expect(texts).toEqual(['header: SECRET', 'body: Paragraph.', 'body: More.', 'footer: SECRET']);
  });

  it('parts pages at form feeds', async () => {
    const { pieces } = await piecesOf(Buffer.from('one\fSECRET\ntwo'));
    expect(pieces.map((piece) => (piece.kind === 'text' ? piece.segment.where.page : null))).toEqual([
      1, 2, 2,
    ]);
  });

  it('reads escaped letters of JSON', async () => {
    const { mediaType, texts } = await piecesOf(
      Buffer.from('{"mark": "\\u7edd\\u5bc6\\u2605", "b": "TS\\/\\/SI"}'),
    );
    expect(mediaType).toBe('application/json');
    expect(texts.join()).toContain('绝密★');
    expect(texts.join()).toContain('TS//SI');
  });

  it('says when there is more text than the limit, and keeps what came before', async () => {
    const { texts, uninspected } = await piecesOf(Buffer.from('SECRET\nrest of the document'), {
      textChars: 10,
    });
    expect(texts).toHaveLength(1);
    expect(uninspected).toEqual([
      { part: 'file', reason: 'too-large', limit: { name: 'textChars', value: 10 } },
    ]);
  });

  it('never calls unknown bytes inspected', async () => {
    const { uninspected } = await piecesOf(Uint8Array.from([1, 2, 3, 0, 0, 0, 255, 254, 9, 0, 1, 0, 7]));
    expect(uninspected).toEqual([{ part: 'file', reason: 'unsupported-type', limit: null }]);
  });
});
