import { type BinaryLike, createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { makeCompound, uint32 } from './make-compound.ts';

/**
 * An Office document with a password as Office 2010 and later write it, [MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15 ("agile"): AES-256 in CBC,
 * SHA-512, the document in pieces of 4,096 bytes, and beside it what names the transformation. Salts are fixed, so that it is the same each time.
 */
export function makeAgile(document: Uint8Array, password: string): Buffer {
  const key = createHash('sha256').update('key of the document').digest();
  const [salt, keySalt] = [saltOf('password'), saltOf('document')];
  const ofPassword = passwordKey(password, salt);
  const verifier = saltOf('verifier');
  const hmacKey = hash('key of the checksum');
  const sealed = sealedPackage(document, key, keySalt);
  const hmac = createHmac('sha512', hmacKey).update(sealed).digest();
  const withDocumentKey = (block: string, bytes: Uint8Array) =>
    cbc(key, hash(keySalt, Buffer.from(block, 'hex')).subarray(0, 16), bytes).toString('base64');
  const withPassword = (block: string, bytes: Uint8Array) =>
    cbc(ofPassword(block), salt, bytes).toString('base64');
  const cipher =
    'blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512"';
  const xml =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password">' +
    `<keyData saltSize="16" ${cipher} saltValue="${keySalt.toString('base64')}"/>` +
    `<dataIntegrity encryptedHmacKey="${withDocumentKey(BLOCK.hmacKey, hmacKey)}" encryptedHmacValue="${withDocumentKey(BLOCK.hmacValue, hmac)}"/>` +
    '<keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password">' +
    `<p:encryptedKey spinCount="${SPINS}" saltSize="16" ${cipher} saltValue="${salt.toString('base64')}" encryptedVerifierHashInput="${withPassword(BLOCK.verifier, verifier)}" encryptedVerifierHashValue="${withPassword(BLOCK.verifierHash, hash(verifier))}" encryptedKeyValue="${withPassword(BLOCK.key, key)}"/>` +
    '</keyEncryptor></keyEncryptors></encryption>';
  return makeCompound({
    EncryptionInfo: Buffer.concat([uint32(0x0004_0004), uint32(0x40), Buffer.from(xml)]),
    EncryptedPackage: sealed,
    '\u0006DataSpaces/Version': Buffer.concat([
      counted('Microsoft.Container.DataSpaces'),
      uint32(1),
      uint32(1),
      uint32(1),
    ]),
    '\u0006DataSpaces/DataSpaceInfo/StrongEncryptionDataSpace': Buffer.concat([
      uint32(8),
      uint32(1),
      counted('StrongEncryptionTransform'),
    ]),
  });
}

/** What a reader with the password gets: shows that the document above is one. */
export function openAgile(info: Uint8Array, sealed: Uint8Array, password: string): Buffer {
  const xml = Buffer.from(info.subarray(8)).toString();
  const [keySalt, salt] = [...xml.matchAll(/ saltValue="([^"]+)"/g)].map(([, value = '']) =>
    Buffer.from(value, 'base64'),
  );
  const held = Buffer.from(/encryptedKeyValue="([^"]+)"/.exec(xml)?.[1] ?? '', 'base64');
  if (!keySalt || !salt) throw new RangeError('Expected the salts of the document and of its password');
  const key = unsealed(passwordKey(password, salt)(BLOCK.key), salt, held);
  const pieces: Buffer[] = [];
  for (let at = 8, number = 0; at < sealed.length; at += PIECE, number += 1)
    pieces.push(unsealed(key, vectorOf(keySalt, number), sealed.subarray(at, at + PIECE)));
  return Buffer.concat(pieces).subarray(0, Number(Buffer.from(sealed).readBigUInt64LE(0)));
}

/** What each value is encrypted for, 2.3.4.11 to 2.3.4.14. */
const BLOCK = {
  verifier: 'fea7d2763b4b9e79',
  verifierHash: 'd7aa0f6d3061344e',
  key: '146e0be7abacd0d6',
  hmacKey: '5fb2ad010cb9e1f6',
  hmacValue: 'a0677f02b22c8433',
};
const SPINS = 1000;
const PIECE = 4096;

function sealedPackage(document: Uint8Array, key: Buffer, salt: Buffer): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(document.length));
  const pieces: Buffer[] = [size];
  for (let at = 0, number = 0; at < document.length; at += PIECE, number += 1)
    pieces.push(cbc(key, vectorOf(salt, number), document.subarray(at, at + PIECE)));
  return Buffer.concat(pieces);
}

function vectorOf(salt: Buffer, number: number): Buffer {
  return hash(salt, uint32(number)).subarray(0, 16);
}

function passwordKey(password: string, salt: Buffer): (block: string) => Buffer {
  let key = hash(salt, Buffer.from(password, 'utf16le'));
  for (let spin = 0; spin < SPINS; spin += 1) key = hash(uint32(spin), key);
  return (block) => hash(key, Buffer.from(block, 'hex')).subarray(0, 32);
}

function cbc(key: Buffer, vector: Buffer, bytes: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-cbc', key, vector).setAutoPadding(false);
  const whole = Buffer.alloc(Math.ceil(bytes.length / 16) * 16);
  whole.set(bytes);
  return Buffer.concat([cipher.update(whole), cipher.final()]);
}

function unsealed(key: Buffer, vector: Buffer, bytes: Uint8Array): Buffer {
  const cipher = createDecipheriv('aes-256-cbc', key, vector).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

function hash(...parts: BinaryLike[]): Buffer {
  const made = createHash('sha512');
  for (const part of parts) made.update(part);
  return made.digest();
}

function saltOf(name: string): Buffer {
  return hash(name).subarray(0, 16);
}

/** [MS-OFFCRYPTO] 2.1.2: how many bytes, then UTF-16. */
function counted(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return Buffer.concat([uint32(bytes.length), bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
