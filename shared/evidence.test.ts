import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyringOf, openEvidence, sealEvidence } from './evidence.ts';

const evidence = {
  fileName: 'plan.png',
  lines: [{ text: 'SECRET//NOFORN', part: '', page: 1, zone: 'header' }],
  crops: [{ page: 1, pngBase64: 'AAAA' }],
};
const oldKey = randomBytes(32).toString('base64');
const newKey = randomBytes(32).toString('base64');

test('opens what it sealed, also after the key was rotated', () => {
  const sealed = sealEvidence(keyringOf([oldKey]), 'evidence/a', evidence);
  expect(openEvidence(keyringOf([newKey, oldKey]), 'evidence/a', sealed)).toEqual(evidence);
});

test('holds no readable text', () => {
  const sealed = Buffer.from(sealEvidence(keyringOf([oldKey]), 'evidence/a', evidence));
  expect(sealed.includes('NOFORN')).toBe(false);
});

test('refuses a flipped bit, another blob key, a foreign key and foreign bytes', () => {
  const keyring = keyringOf([oldKey]);
  const sealed = Buffer.from(sealEvidence(keyring, 'evidence/a', evidence));
  const flipped = Buffer.from(sealed);
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
  expect(() => openEvidence(keyring, 'evidence/a', flipped)).toThrow(/altered/);
  expect(() => openEvidence(keyring, 'evidence/b', sealed)).toThrow(/altered/);
  expect(() => openEvidence(keyringOf([newKey]), 'evidence/a', sealed)).toThrow(/not configured/);
  expect(() => openEvidence(keyring, 'evidence/a', Buffer.from('hello'))).toThrow(/5 bytes/);
});

test('refuses a key of the wrong length', () => {
  expect(() => keyringOf(['c2hvcnQ='])).toThrow(/32 bytes/);
});
