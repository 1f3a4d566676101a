const SIGNS: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const HIGHEST = 0x10ffff;

/** The characters that references of XML stand for (XML 1.0, 4.1, 4.6); of others, the reference. */
export function unescapeXml(text: string): string {
  return text.replace(
    /&(?:(lt|gt|quot|apos|amp)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi,
    (reference, name?: string, decimal?: string, hex?: string) => {
      if (name !== undefined) return SIGNS[name.toLowerCase()] ?? reference;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= HIGHEST ? String.fromCodePoint(code) : reference;
    },
  );
}
