import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const LENGTH = { least: 2, prose: 300, code: 110 };

/** What people say and write: sayings and jokes (Debian's fortunes*), sentences of manuals in six languages (manpages-*). */
export async function proseLines(root: string): Promise<string[]> {
  const lines = new Set<string>();
  for (const file of await filesUnder(`${root}/usr/share/games/fortunes`)) {
    if (/\.(?:dat|u8)$|\/(?:art|ascii-art|banner)$/.test(file)) continue;
    const text = (await readFile(file)).toString('utf8');
    if (!text.includes('\uFFFD')) addLines(lines, text, LENGTH.prose);
  }
  for (const file of await filesUnder(`${root}/usr/share/man`)) {
    if (!/\/man[1578]\/.*\.gz$/.test(file)) continue;
    const text = gunzipSync(await readFile(file)).toString('utf8');
    addLines(lines, text.replaceAll(/\\(?:f.|[&-]|\(\w\w)/g, ''), LENGTH.prose);
  }
  return [...lines].filter((line) => !/^[%'.]|[\\%]/.test(line));
}

/** Programs, as they are photographed off a screen: some that this one is built with. */
export async function codeLines(): Promise<string[]> {
  const lines = new Set<string>();
  for (const name of ['kafkajs', 'zod', 'sharp', 'urijs', 'immer', 'htmlparser2', 'pg-protocol']) {
    const folder = fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url));
    for (const file of await filesUnder(folder))
      if (/(?<!\.min)\.[jt]s(?:on)?$/.test(file)) addLines(lines, await readFile(file, 'utf8'), LENGTH.code);
  }
  return [...lines];
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
}

function addLines(lines: Set<string>, text: string, longest: number): void {
  for (const line of text.split('\n').map((each) => each.trim()))
    if (line.length >= LENGTH.least && line.length < longest) lines.add(line);
}
