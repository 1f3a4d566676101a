import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces what stands between `<!-- name:begin -->` and `<!-- name:end -->`, or adds the section: figures in documents are
 * written by the command that measured them, never by hand.
 */
export async function writeSection(
  path: string,
  name: string,
  body: string,
  { title = 'Accuracy', heading = 'Text' }: { title?: string; heading?: string } = {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const begin = `<!-- ${name}:begin -->`;
  const end = `<!-- ${name}:end -->`;
  const old = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return `# ${title}\n`;
    throw error;
  });
  const section = `${begin}\n${body}\n${end}`;
  const from = old.indexOf(begin);
  const to = old.indexOf(end);
  const text =
    from >= 0 && to > from
      ? old.slice(0, from) + section + old.slice(to + end.length)
      : `${old.trimEnd()}\n\n## ${heading}\n\n${section}\n`;
  await writeFile(path, text);
}
