// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are told colours with them.
const COLOURS = /\x1b\[[0-9;?]{0,30}[A-Za-z]/g;
const TAGS = /<\/?[a-zA-Z][^<>]{0,200}>|\{\\an?\d\}/g;
const UNICODE = /\\u([0-9a-fA-F]{4})/g;
const PERCENT = /(?:%[0-9a-fA-F]{2}){1,4000}/g;
const QUOTED = /^[A-Z-]{1,30}[^:]{0,200};ENCODING=QUOTED-PRINTABLE[^:]{0,200}:(.*)$/i;
const LATEX = /\\(?:[a-zA-Z]{1,20}\*?\s?|[&%$#_])|[{}]/g;
const LONGEST = 20_000;

/** A line as programs show it that know what it is: subtitles without their tags, addresses and properties in letters; null where that is the same. */
export function asShown(line: string, isLatex: boolean): string | null {
  if (line.length > LONGEST) return null;
  const [, quoted] = QUOTED.exec(line) ?? [];
  const shown = (quoted === undefined ? line : unquoted(quoted))
    .replace(TAGS, '')
    .replace(UNICODE, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(PERCENT, (run) => percentDecoded(run));
  const said = isLatex ? shown.replace(LATEX, '') : shown;
  return said === line || said.trim() === '' ? null : said;
}

export const withoutColours = (text: string): string => text.replace(COLOURS, '');

/** Lines that go on behind an equals sign are one. */
export const unfoldQuoted = (text: string): string => text.replace(/=\r?\n/g, '');

function unquoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function percentDecoded(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}
