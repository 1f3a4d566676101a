/** How files begin in base64: zip, PDF, PNG, JPEG, compound, RTF, GIF, gzip, 7z, TIFF. Those in data URIs are found as such. */
const BEGIN =
  /(?<![A-Za-z0-9+/]|base64,)(?:UEsDB|JVBERi|iVBORw0KGgo|\/9j\/|0M8R4KGxGuE|e1xydGY|R0lGOD|H4sI|N3q8ryc|SUkqA|TU0AK)/g;
const LEAST_CHARS = 200;

/** Files that somebody pasted into a text as base64, with or without breaks of lines. */
export function* pastedFiles(text: string): Iterable<Buffer> {
  let past = 0;
  for (const { index } of text.matchAll(BEGIN)) {
    if (index < past) continue;
    past = endOfRun(text, index);
    if (past - index >= LEAST_CHARS) yield Buffer.from(text.slice(index, past), 'base64');
  }
}

const RUN = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{32}/g;
const MOST_TEXT = 1_000_000;

/** Texts in base64, told by what comes out: letters and spaces, and nothing else. */
export function* pastedTexts(text: string): Iterable<string> {
  let past = 0;
  for (const { index } of text.matchAll(RUN)) {
    if (index < past) continue;
    past = endOfRun(text, index);
    const said = Buffer.from(text.slice(index, Math.min(past, index + MOST_TEXT)), 'base64').toString('utf8');
    if (/\p{L} \p{L}/u.test(said) && !/[^\P{Cc}\s]|\ufffd/u.test(said)) yield said;
  }
}

function endOfRun(text: string, from: number): number {
  let at = from;
  while (at < text.length && isPartOfRun(text.charCodeAt(at))) at += 1;
  return at;
}

/** Letters, digits, plus, slash, and breaks of lines. */
function isPartOfRun(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x2f && code <= 0x39) ||
    code === 0x2b ||
    code === 0x0a ||
    code === 0x0d
  );
}
