import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

describe('opening markup', () => {
  it('reads HTML by block, with zones, and no script', async () => {
    const { mediaType, texts } = await piecesOf(
      Buffer.from(
        '<!doctype html><title>Plan</title><header>TOP <b>SEC</b>RET</header><script>var secret = 1</script><p>one<p>two<table><td>cell</table><footer>end</footer>',
      ),
    );
    expect(mediaType).toBe('text/html');
    expect(texts).toEqual([
      'title: Plan',
      'header: TOP SECRET',
      'body: one',
      'body: two',
      'cell: cell',
      'footer: end',
    ]);
  });

  it('reads meta elements and marking attributes as labels', async () => {
    const { texts } = await piecesOf(
      Buffer.from(
        '<?xml version="1.0"?><d:doc xmlns:d="urn:x" ism:classification="S" ism:ownerProducer="USA" id="4"><d:p>x</d:p></d:doc>',
      ),
    );
    expect(texts).toEqual(['ism:classification = S', 'ism:ownerProducer = USA', 'body: x']);
  });

  it('reads the elements of a confidentiality label as labels', async () => {
    const { texts } = await piecesOf(
      Buffer.from(
        '<?xml version="1.0"?><slab:ConfidentialityInformation><slab:PolicyIdentifier>NATO</slab:PolicyIdentifier><slab:Classification>SECRET</slab:Classification></slab:ConfidentialityInformation>',
      ),
    );
    expect(texts).toEqual(['slab:PolicyIdentifier = NATO', 'slab:Classification = SECRET']);
  });

  it('does not let the entities of a document grow without end, and says so', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${'&a;'.repeat(1000)}">]><x>${'&b;'.repeat(1000)}</x>`;
    const { texts, uninspected } = await piecesOf(Buffer.from(bomb));
    expect(texts.join('').length).toBeLessThan(5000);
    expect(uninspected).toMatchObject([{ reason: 'too-compressed' }]);
  });

  it('survives elements nested a hundred thousand deep', async () => {
    const deep = `<?xml version="1.0"?>${'<a>'.repeat(100_000)}SECRET`;
    const { texts } = await piecesOf(Buffer.from(deep));
    expect(texts).toEqual(['unknown: SECRET']);
  });

  it.each([
    [
      'an XPS page',
      '<FixedPage Width="816" xmlns="http://schemas.microsoft.com/xps/2005/06"><Glyphs UnicodeString="NATO SECRET"/></FixedPage>',
    ],
    [
      'an old drawing',
      '<xml xmlns:v="urn:schemas-microsoft-com:vml">\n<v:shape><v:textbox><div>NATO SECRET</div></v:textbox></v:shape></xml>',
    ],
  ])('knows XML that declares nothing but its namespace: %s', async (_, xml) => {
    for (const bytes of [Buffer.from(xml), Buffer.from(`\ufeff${xml}`, 'utf16le')]) {
      const { mediaType, texts } = await piecesOf(bytes);
      expect(mediaType).toBe('application/xml');
      expect(texts.map((text) => text.replace(/^\w+: /, ''))).toEqual(['NATO SECRET']);
    }
  });

  it('reads text in the encoding the document declares', async () => {
    const { texts } = await piecesOf(
      Buffer.from('<?xml version="1.0" encoding="windows-1252"?><p>Geheim f\xfcr alle</p>', 'latin1'),
    );
    expect(texts).toEqual(['body: Geheim für alle']);
  });

  it('opens files that stand in the markup itself, pictures and others, wherever they are named', async () => {
    const pixel =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const page = Buffer.from('<p>SECRET//NOFORN</p>').toString('base64');
    const { images, texts } = await piecesOf(
      Buffer.from(
        `<html><img src="data:image/png;base64,${pixel}" alt="seal"><div style="background:url(data:image/png;base64,${pixel})"></div><iframe src="data:text/html;base64,${page}"></iframe><a href="data:text/plain,NATO%20SECRET">x</a></html>`,
      ),
    );
    expect(images).toBe(2);
    expect(texts).toContain('body: SECRET//NOFORN');
    expect(texts).toContain('body: NATO SECRET');
  });

  it('reads what scripts and style sheets show, form values, hidden parts and frames', async () => {
    const { texts } = await piecesOf(
      Buffer.from(
        '<html><style>p::before{content:"TOP SECRET"}</style><script>show("NATO SECRET")</script><noscript>NOSCRIPT</noscript><template>TEMPLATE</template><input value="CUI//SP"><iframe srcdoc="&lt;p&gt;FRAME&lt;/p&gt;"></iframe><a href="plan_(TS%2F%2FNF).html">x</a></html>',
      ),
    );
    for (const words of ['TOP SECRET', 'NATO SECRET', 'CUI//SP', 'plan_(TS//NF).html'])
      expect(texts).toContain(`unknown: ${words}`);
    for (const words of ['NOSCRIPT', 'TEMPLATE', 'FRAME']) expect(texts).toContain(`body: ${words}`);
  });
});

it('reads what processing instructions say, and not how XML declares itself', async () => {
  const { texts } = await piecesOf(
    Buffer.from('<?xml version="1.0"?><?marking NATO SECRET?><!DOCTYPE note><note>plan</note>'),
  );
  expect(texts).toEqual(['unknown: marking NATO SECRET', 'body: plan']);
});

it.each([
  ['XML that does not say that it is', '<mxfile><a value="NATO SECRET"/></mxfile>'],
  [
    'packed diagrams',
    `<mxfile><diagram>${deflateRawSync(encodeURIComponent('<root><a value="NATO SECRET"/></root>')).toString('base64')}</diagram></mxfile>`,
  ],
  [
    'files in attributes that are not packed',
    '<html><object data="data:text/html,<b>NATO SECRET</b>"></object></html>',
  ],
])('reads %s', async (_, text) => {
  const { texts } = await piecesOf(Buffer.from(text));
  expect(texts.map((said) => said.replace(/^\w+: /, ''))).toContain('NATO SECRET');
});

it('takes a text that begins with a sign for smaller for no XML', async () => {
  expect((await piecesOf(Buffer.from('<b is smaller than c\nplan\n'))).mediaType).toBe('text/plain');
  expect((await piecesOf(Buffer.from('<b>bold</b>'))).mediaType).toBe('text/html');
});
