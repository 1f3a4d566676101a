import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createWorker, OEM } from 'tesseract.js';
import { judge } from '../../../../services/inspect/judge/verdict.ts';
import { type Catalogue, loadCatalogue } from '../../../../services/inspect/match/markings/catalogue.ts';
import { segmentsOfText } from '../../../../services/inspect/match/markings/plain-text.ts';
import { rulesFolders } from '../../../../services/paths.ts';
import type { Method, Said } from './method.ts';

const run = promisify(execFile);

/** The obvious way: tesseract.js over the whole picture, both languages in one worker, as its README shows. */
export async function naive(): Promise<Method> {
  const catalogue = await loadCatalogue(rulesFolders(undefined));
  const folder = await mkdtemp(join(tmpdir(), 'spillway-naive-'));
  const languages = ['eng', 'chi_sim'];
  for (const language of languages) {
    const entry = fileURLToPath(import.meta.resolve(`@tesseract.js-data/${language}`));
    const name = `${language}.traineddata.gz`;
    await copyFile(join(dirname(entry), '4.0.0', name), join(folder, name));
  }
  const worker = await createWorker(languages, OEM.LSTM_ONLY, { langPath: folder, cacheMethod: 'none' });
  return {
    read: async (bytes) => saidOf(catalogue, (await worker.recognize(bytes)).data.text),
    close: async () => {
      await worker.terminate();
      await rm(folder, { recursive: true });
    },
  };
}

/** Debian's tesseract, one process a picture, one thread: more of them only get in each other's way. */
export async function native(): Promise<Method> {
  const catalogue = await loadCatalogue(rulesFolders(undefined));
  const folder = await mkdtemp(join(tmpdir(), 'spillway-native-'));
  return {
    async read(bytes) {
      const file = join(folder, 'picture');
      await writeFile(file, bytes);
      const { stdout } = await run('tesseract', [file, '-', '-l', 'eng+chi_sim'], {
        env: { ...process.env, OMP_THREAD_LIMIT: '1' },
        maxBuffer: 10_000_000,
      });
      return saidOf(catalogue, stdout);
    },
    close: () => rm(folder, { recursive: true }),
  };
}

/** Its version, or null where it or its Chinese data is not installed. */
export async function nativeVersion(): Promise<string | null> {
  try {
    const { stdout: languages } = await run('tesseract', ['--list-langs']);
    if (!/^chi_sim$/m.test(languages)) return null;
    return (await run('tesseract', ['--version'])).stdout.split('\n')[0] ?? null;
  } catch {
    // Not installed: the report says so.
    return null;
  }
}

/** Our catalogue over its text: what differs between methods shall be the reading. */
function saidOf(catalogue: Catalogue, text: string): Said {
  // It puts spaces between Chinese characters.
  const joined = text.replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
  const { findings } = catalogue.match(segmentsOfText(joined));
  const { verdict, rank } = judge(findings, []);
  return {
    verdict,
    rank,
    regimes: findings.filter((finding) => finding.rank === rank).map(({ regime }) => regime ?? ''),
    lines: joined.split('\n'),
    reasons: [],
  };
}
