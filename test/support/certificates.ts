import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A certificate authority in a folder that lives as long as the test, and certificates it has signed. */
export interface Authority {
  /** PEM file of the authority. */
  readonly file: string;
  issue(name: string): Promise<Issued>;
}
export interface Issued {
  readonly certificate: string;
  readonly key: string;
  /** Key and certificate in one PEM file, as Kafka wants its key store. */
  readonly store: string;
}

export async function makeAuthority(folder: string): Promise<Authority> {
  const [file, key] = [join(folder, 'ca.pem'), join(folder, 'ca.key')];
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
    ...['-subj', '/CN=Spillway test authority', '-keyout', key, '-out', file],
  ]);
  return {
    file,
    async issue(name) {
      const [own, request] = [join(folder, `${name}.key`), join(folder, `${name}.csr`)];
      const [certificate, extensions] = [join(folder, `${name}.pem`), join(folder, `${name}.ext`)];
      await run('openssl', [
        'req',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        `/CN=${name}`,
        '-keyout',
        own,
        '-out',
        request,
      ]);
      await writeFile(extensions, 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
      await run('openssl', [
        ...['x509', '-req', '-days', '2', '-in', request, '-CA', file, '-CAkey', key, '-CAcreateserial'],
        ...['-extfile', extensions, '-out', certificate],
      ]);
      const store = join(folder, `${name}.store.pem`);
      await writeFile(store, `${await readFile(own, 'utf8')}${await readFile(certificate, 'utf8')}`);
      return { certificate, key: own, store };
    },
  };
}
