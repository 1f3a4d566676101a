/**
 * Prefixes are a writer's own choice (one calls the paragraph `w:p`, another `ns0:p`); the namespace behind it is not.
 * Names are brought to the prefixes the standards print. What declares no namespace is taken as it stands.
 */
const CANONICAL: ReadonlyArray<readonly [RegExp, string]> = [
  [/wordprocessingml\/(2006\/)?main$|\/word\/2003\/wordml$/, 'w'],
  [/spreadsheetml\/(2006\/)?main$/, ''],
  [/presentationml\/(2006\/)?main$/, 'p'],
  [/drawingml\/(2006\/)?main$/, 'a'],
  [/drawingml\/(2006\/)?chart$/, 'c'],
  [/drawing\/2014\/chartex$/, 'cx'],
  [/drawingml\/(2006\/)?wordprocessingDrawing$/, 'wp'],
  [/markup-compatibility\/2006$/, 'mc'],
  [/^urn:schemas-microsoft-com:vml$/, 'v'],
  [/^urn:oasis:names:tc:opendocument:xmlns:drawing:1\.0$/, 'draw'],
  [/^urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1\.0$/, 'fo'],
  [/^urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1\.0$/, 'svg'],
];
const OPEN_DOCUMENT =
  /^urn:oasis:names:tc:opendocument:xmlns:(office|style|text|table|meta|presentation|script|form|chart):1\.0$/;

export interface OfficeNames {
  declare(attributes: Readonly<Record<string, string>>): void;
  name(raw: string): string;
}

export function createOfficeNames(): OfficeNames {
  const prefixes = new Map<string, string>();
  return {
    declare(attributes) {
      for (const key in attributes) {
        if (!key.startsWith('xmlns')) continue;
        const canonical = canonicalPrefix(attributes[key] ?? '');
        if (canonical !== null) prefixes.set(key.slice(6), canonical);
      }
    },
    name(raw) {
      const colon = raw.indexOf(':');
      const prefix = colon < 0 ? '' : raw.slice(0, colon);
      const canonical = prefixes.get(prefix);
      if (canonical === undefined || canonical === prefix) return raw;
      const local = raw.slice(colon + 1);
      return canonical === '' ? local : `${canonical}:${local}`;
    },
  };
}

function canonicalPrefix(namespace: string): string | null {
  const known = CANONICAL.find(([uri]) => uri.test(namespace));
  return known?.[1] ?? OPEN_DOCUMENT.exec(namespace)?.[1] ?? null;
}
