import { createCipheriv, createHash } from 'node:crypto';
import { rc4 } from '../../../services/inspect/open/pdf/rc4.ts';
import { assemble, stream } from './make-pdf.ts';

export type PdfEncryption = 'RC4-40' | 'RC4-128' | 'AESV2' | 'AESV3';

/** Writes strings and streams of one object, locked. */
export interface Sealed {
  string(text: string): string;
  stream(dictionary: string, data: Buffer): Buffer;
}

const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
const ID = Buffer.from('0123456789abcdef', 'latin1');
const OWNER = Buffer.alloc(48, 7);
const RIGHTS = -44;
const FILE_KEY = Buffer.alloc(32, 9);

/** A PDF that is encrypted and opens without a password (ISO 32000 7.6). */
export function makeEncryptedPdf(
  kind: PdfEncryption,
  objects: readonly ((sealed: Sealed) => Buffer | string)[],
): Buffer {
  const key = kind === 'AESV3' ? FILE_KEY : keyOf(kind);
  const all = objects.map((write, index) => write(sealer(kind, key, index + 1)));
  const id = `<${ID.toString('hex')}>`;
  const trailer = `/Root 1 0 R /Encrypt ${all.length + 1} 0 R /ID [${id} ${id}]`;
  return assemble([...all, lockOf(kind, key)], trailer);
}

function sealer(kind: PdfEncryption, key: Buffer, num: number): Sealed {
  const seal = (data: Buffer): Buffer => {
    if (kind === 'AESV3') return aes('aes-256-cbc', key, data);
    const own = Buffer.from([num & 0xff, num >> 8, 0, 0, 0]);
    const salt = Buffer.from(kind === 'AESV2' ? 'sAlT' : '', 'latin1');
    const hash = md5(key, own, salt).subarray(0, Math.min(16, key.length + 5));
    return kind === 'AESV2' ? aes('aes-128-cbc', hash, data) : rc4(hash, data);
  };
  return {
    string: (text) => `<${seal(Buffer.from(text, 'latin1')).toString('hex')}>`,
    stream: (dictionary, data) => stream(dictionary, seal(data)),
  };
}

function lockOf(kind: PdfEncryption, key: Buffer): string {
  const hex = (data: Buffer) => `<${data.toString('hex')}>`;
  if (kind === 'AESV3') {
    const salts = [Buffer.alloc(8, 1), Buffer.alloc(8, 2)] as const;
    const proof = createHash('sha256').update(salts[0]).digest();
    const hash = createHash('sha256').update(salts[1]).digest();
    const sealing = createCipheriv('aes-256-cbc', hash, Buffer.alloc(16)).setAutoPadding(false);
    const user = hex(Buffer.concat([proof, ...salts]));
    return `<< /Filter /Standard /V 5 /R 5 /Length 256 /P ${RIGHTS} /O ${hex(OWNER)} /OE ${hex(FILE_KEY)} /U ${user} /UE ${hex(sealing.update(key))} /Perms ${hex(proofOfRights(key))} /CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF >>`;
  }
  const owner = hex(OWNER.subarray(0, 32));
  if (kind === 'RC4-40')
    return `<< /Filter /Standard /V 1 /R 2 /P ${RIGHTS} /O ${owner} /U ${hex(rc4(key, PADDING))} >>`;
  let proof: Buffer = md5(PADDING, ID);
  for (let round = 0; round < 20; round += 1)
    proof = rc4(
      key.map((byte) => byte ^ round),
      proof,
    );
  const user = hex(Buffer.concat([proof, Buffer.alloc(16)]));
  return kind === 'RC4-128'
    ? `<< /Filter /Standard /V 2 /R 3 /Length 128 /P ${RIGHTS} /O ${owner} /U ${user} >>`
    : `<< /Filter /Standard /V 4 /R 4 /Length 128 /P ${RIGHTS} /O ${owner} /U ${user} /CF << /StdCF << /CFM /AESV2 /Length 16 >> >> /StmF /StdCF /StrF /StdCF >>`;
}

/** ISO 32000-2 algorithm 10: the rights once more, so that they cannot be changed alone. */
function proofOfRights(key: Buffer): Buffer {
  const rights = Buffer.alloc(16, 0xff);
  rights.writeInt32LE(RIGHTS);
  rights.write('Tadb', 8, 'latin1');
  return createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(rights);
}

function keyOf(kind: PdfEncryption): Buffer {
  const rights = Buffer.alloc(4);
  rights.writeInt32LE(RIGHTS);
  const first = md5(PADDING, OWNER.subarray(0, 32), rights, ID);
  if (kind === 'RC4-40') return first.subarray(0, 5);
  let key = first;
  for (let round = 0; round < 50; round += 1) key = md5(key);
  return key;
}

function md5(...parts: readonly Uint8Array[]): Buffer {
  return createHash('md5').update(Buffer.concat(parts)).digest();
}

function aes(name: 'aes-128-cbc' | 'aes-256-cbc', key: Buffer, data: Buffer): Buffer {
  const start = Buffer.alloc(16, 3);
  const sealing = createCipheriv(name, key, start);
  return Buffer.concat([start, sealing.update(data), sealing.final()]);
}
