import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { jarsOf } from '../../support/jars.ts';
import type { Opening } from './opening.ts';

export interface Tika {
  readonly about: string;
  open(path: string): Promise<Opening>;
  close(): void;
}

const OURS = 'spillway ';

/** A warm JVM with Apache Tika. Needs Maven for its jars and a JDK to compile one class; throws what is missing. */
export async function startTika(scratch: string): Promise<Tika> {
  const jars = await jarsOf('tika');
  const source = fileURLToPath(new URL('./TikaTimes.java', import.meta.url));
  await promisify(execFile)('javac', ['-cp', `${jars}/*`, '-d', scratch, source]);
  const jvm = spawn('java', ['-Xmx2g', '-cp', `${scratch}:${jars}/*`, 'TikaTimes'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines = createInterface({ input: jvm.stdout })[Symbol.asyncIterator]();
  /** Parsers say things of their own on the same stream. */
  const nextLine = async (): Promise<string> => {
    for (;;) {
      const { done, value } = await lines.next();
      if (done) throw new Error('Expected a line of the JVM, got its end');
      if (value.startsWith(OURS)) return value.slice(OURS.length);
    }
  };
  const java = await nextLine();
  return {
    about: `Apache Tika 3.2.3 (standard parsers, recursive, text), Java ${java}, 2 GiB of heap`,
    async open(path) {
      jvm.stdin.write(`${path}\n`);
      const [wall, cpu, failure, text = ''] = (await nextLine()).split(' ');
      return {
        wallMs: Number(wall),
        cpuMs: Number(cpu),
        failure: failure === '-' ? null : (failure ?? null),
        text: Buffer.from(text, 'base64').toString('utf8'),
      };
    },
    close: () => void jvm.stdin.end(),
  };
}
