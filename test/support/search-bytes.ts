import { readFile } from 'node:fs/promises';

/** Which of the words are in these bytes, in any case, in UTF-8 or UTF-16, plain or in base64. */
export function wordsIn(bytes: Uint8Array, words: readonly string[]): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const readings = [
    text.toString('utf8'),
    text.toString('utf16le'),
    decodedBase64(text.toString('latin1')),
  ].map((reading) => reading.toLowerCase());
  return words.filter((word) => readings.some((reading) => reading.includes(word.toLowerCase())));
}

function decodedBase64(text: string): string {
  return [...text.matchAll(/[A-Za-z0-9+/_-]{24,}={0,2}/g)]
    .map(([run]) => Buffer.from(run, 'base64').toString('utf8'))
    .join('\n');
}

export async function searchFiles(paths: readonly string[], words: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => wordsIn(await readFile(path), words).map((word) => `${word} in ${path}`)),
  );
  return found.flat();
}
