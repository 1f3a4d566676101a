import { createDecipheriv } from 'node:crypto';
import { keyWithoutPassword, md5, numberBehind } from './pdf-key.ts';
import type { PdfBody, PdfObject } from './pdf-objects.ts';
import { wordsWithin } from './pdf-strings.ts';
import { rc4 } from './rc4.ts';

/** Opens what an object holds: its strings and its stream, each locked by the object's own numbers. */
export interface PdfLock {
  string(raw: string, of: PdfObject): string;
  stream(data: Buffer, of: PdfObject): Buffer;
}

type Method = 'RC4' | 'AESV2' | 'AESV3' | 'none';

/**
 * The lock of a document that opens without a password; null where none of what its trailers name is one, or no key of that kind. Not
 * asked of documents that are not locked: any text may look like a trailer.
 */
export function lockOf({ objects, between }: PdfBody): PdfLock | null {
  const trailers = [
    ...between.filter((text) => text.includes('/Encrypt')),
    ...objects
      .filter(({ dictionary }) => dictionary.includes('/Encrypt'))
      .map(({ dictionary }) => dictionary),
  ];
  for (const trailer of trailers.reverse()) {
    const [, num, inline] =
      /\/Encrypt\s{0,9}(?:(\d{1,9})\s{1,4}\d{1,5}\s{1,4}R|(<<[\s\S]{0,4000}))/.exec(trailer) ?? [];
    const own =
      num === undefined ? inline : objects.findLast((object) => object.num === Number(num))?.dictionary;
    const key = own === undefined ? null : keyWithoutPassword(own, firstId(trailer));
    if (own !== undefined && key !== null) return lockWith(key, own);
  }
  return null;
}

function firstId(trailer: string): Buffer {
  for (const words of wordsWithin(trailer, false))
    if (words?.kind === 'listed' && words.key === 'ID') return Buffer.from(words.raw, 'latin1');
  return Buffer.alloc(0);
}

function lockWith(key: Buffer, own: string): PdfLock {
  const strings = methodOf(own, 'StrF');
  const streams = methodOf(own, 'StmF');
  const files = /\/EFF\b/.test(own) ? methodOf(own, 'EFF') : streams;
  const isBare = /\/EncryptMetadata\s{0,9}false/.test(own);
  return {
    string: (raw, of) =>
      // The lock's own dictionary holds the key's parts as they are.
      of.isMember || of.dictionary === own
        ? raw
        : opened(Buffer.from(raw, 'latin1'), strings, key, of).toString('latin1'),
    stream: (data, of) => {
      const { dictionary } = of;
      const isOpen =
        /\/Type\s{0,9}\/XRef\b|\/Crypt\b/.test(dictionary) ||
        (isBare && /\/Type\s{0,9}\/Metadata\b/.test(dictionary));
      const method = /\/Type\s{0,9}\/EmbeddedFile\b/.test(dictionary) ? files : streams;
      return isOpen ? data : opened(data, method, key, of);
    },
  };
}

/** ISO 32000 7.6.5: since version 4, filters by name say which. */
function methodOf(own: string, use: string): Method {
  if ((numberBehind(own, 'V') ?? 0) < 4) return 'RC4';
  const [, name = 'Identity'] = new RegExp(`/${use}\\s{0,9}/([\\w.-]{1,60})`).exec(own) ?? [];
  const filter = own.split(new RegExp(`/${name.replace(/\./g, '\\.')}\\s{0,9}<<`))[1] ?? '';
  const [, method] = /^[^>]{0,300}?\/CFM\s{0,9}\/(\w{1,20})/.exec(filter) ?? [];
  return method === 'V2' ? 'RC4' : method === 'AESV2' || method === 'AESV3' ? method : 'none';
}

function opened(data: Buffer, method: Method, key: Buffer, { num, gen }: PdfObject): Buffer {
  if (method === 'none') return data;
  if (method === 'AESV3') return unAes('aes-256-cbc', key, data);
  const own = [num, num >> 8, num >> 16, gen, gen >> 8].map((byte) => byte & 0xff);
  const salt = Buffer.from(method === 'AESV2' ? 'sAlT' : '', 'latin1');
  const hash = md5(key, Buffer.from(own), salt).subarray(0, Math.min(16, key.length + 5));
  return method === 'RC4' ? rc4(hash, data) : unAes('aes-128-cbc', hash, data);
}

/** What is cut short gives what was there. */
function unAes(name: 'aes-128-cbc' | 'aes-256-cbc', key: Buffer, data: Buffer): Buffer {
  const whole = data.length - (data.length % 16);
  if (whole < 32) return Buffer.alloc(0);
  const opening = createDecipheriv(name, key, data.subarray(0, 16));
  const plain = opening.setAutoPadding(false).update(data.subarray(16, whole));
  const padding = plain.at(-1) ?? 0;
  return padding >= 1 && padding <= 16 ? plain.subarray(0, plain.length - padding) : plain;
}
