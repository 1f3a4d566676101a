import { describe, expect, it } from 'vitest';
import { makeCompound } from '../../../../test/hostile/generators/make-compound.ts';
import { makeZip } from '../../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

const record = (id: number, body: Uint8Array) => {
  const head = Buffer.alloc(6);
  head.writeUInt16LE(id, 0);
  head.writeUInt32LE(body.length, 2);
  return Buffer.concat([head, body]);
};
const number = (value: number, bytes: 2 | 4) => {
  const body = Buffer.alloc(bytes);
  body.writeUIntLE(value, 0, bytes);
  return body;
};

/** [MS-OVBA] 2.4.1.3: chunks of literals only. */
function packVba(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [Buffer.from([1])];
  for (let at = 0; at < bytes.length; at += 3000) {
    const literals: Buffer[] = [];
    const piece = bytes.subarray(at, at + 3000);
    for (let from = 0; from < piece.length; from += 8)
      literals.push(Buffer.from([0]), piece.subarray(from, from + 8));
    const data = Buffer.concat(literals);
    chunks.push(number(((data.length - 1) & 0xfff) | 0xb000, 2), data);
  }
  return Buffer.concat(chunks);
}

function macroProject(modules: Readonly<Record<string, string | null>>, folder = ''): Buffer {
  const dir = Buffer.concat([
    record(0x0003, number(1252, 2)),
    Buffer.concat([number(0x0009, 2), number(4, 4), Buffer.alloc(6)]),
    ...Object.keys(modules).flatMap((name) => [
      record(0x001a, Buffer.from(name)),
      record(0x0031, number(4, 4)),
    ]),
  ]);
  const streams = Object.entries(modules).map(
    ([name, source]) =>
      [
        `${folder}VBA/${name}`,
        Buffer.concat([
          Buffer.from('code'),
          source === null ? Buffer.from('?') : packVba(Buffer.from(source, 'latin1')),
        ]),
      ] as const,
  );
  return makeCompound({
    [`${folder}VBA/dir`]: packVba(dir),
    [`${folder}VBA/_VBA_PROJECT`]: Buffer.from('x'),
    ...Object.fromEntries(streams),
  });
}

describe('macros', () => {
  it('are read as source, comments and strings included', async () => {
    const source = `Sub Show()\r\n' TOP SECRET//NOFORN für alle\r\n${'x = 1\r\n'.repeat(900)}MsgBox "NATO SECRET"\r\nEnd Sub\r\n`;
    const project = macroProject({ Module1: source });
    const { texts, uninspected } = await piecesOf(
      makeZip([
        ['[Content_Types].xml', '<Types/>'],
        ['word/document.xml', '<w:document/>'],
        ['word/vbaProject.bin', project],
      ]),
    );
    expect(texts).toContain("unknown: ' TOP SECRET//NOFORN für alle");
    expect(texts).toContain('unknown: MsgBox "NATO SECRET"');
    expect(uninspected).toEqual([]);
  });

  it('are read in old documents too', async () => {
    const { texts } = await piecesOf(macroProject({ ThisDocument: "' SECRET\r\n" }, 'Macros/'));
    expect(texts).toEqual(["unknown: ' SECRET"]);
  });

  it('without their source are said, and the others are read', async () => {
    const { texts, uninspected } = await piecesOf(macroProject({ Good: "' SECRET\r\n", Bad: null }));
    expect(texts).toEqual(["unknown: ' SECRET"]);
    expect(uninspected).toEqual([{ part: 'file', reason: 'macro-only', limit: null }]);
  });

  it('of OpenDocument are read', async () => {
    const { texts } = await piecesOf(
      makeZip([
        ['mimetype', 'application/vnd.oasis.opendocument.text', { stored: true }],
        ['content.xml', '<office:text/>'],
        [
          'Basic/Standard/Module1.xml',
          '<?xml version="1.0"?><script:module script:name="M">REM &quot;SECRET&quot;\nSub Main\nEnd Sub</script:module>',
        ],
      ]),
    );
    expect(texts).toEqual(['unknown: REM "SECRET"', 'unknown: Sub Main', 'unknown: End Sub']);
  });
});
