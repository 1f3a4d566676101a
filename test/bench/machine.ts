import { execFile } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { promisify } from 'node:util';

/** Where and with what a figure was measured: stands over every table that a benchmark writes. */
export async function machine(script: string): Promise<string> {
  const [first] = cpus();
  const given = process.argv.slice(2);
  const command = [`npm run ${script}`, ...(given.length > 0 ? ['--', ...given] : [])].join(' ');
  const { stdout } = await promisify(execFile)('git', ['rev-parse', '--short=10', 'HEAD']);
  return [
    `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Linux ${process.arch}, Node ${process.version}, kafkajs 2.2.4, Apache Kafka 4.1.1`,
    `commit ${stdout.trim()}, ${new Date().toISOString().slice(0, 10)}, \`${command}\``,
  ].join(' · ');
}
