import { expect, it } from 'vitest';
import type { Headers } from './broker.ts';
import { decodeHeaders, encodeHeaders } from './header-bytes.ts';

it('keeps order, repeated names, empty names and values, and every byte', () => {
  const headers: Headers = [
    ['b', new Uint8Array([0, 255])],
    ['', new Uint8Array(0)],
    ['ключ', new Uint8Array([1])],
    ['b', new Uint8Array(70_000).fill(3)],
  ];
  expect(decodeHeaders(encodeHeaders(headers))).toEqual(headers);
  expect(decodeHeaders(encodeHeaders([]))).toEqual([]);
});

it('refuses bytes that are cut short', () => {
  const bytes = encodeHeaders([['name', new Uint8Array([1, 2, 3])]]);
  for (let length = 1; length < bytes.length; length += 1) {
    expect(() => decodeHeaders(bytes.subarray(0, length))).toThrow(RangeError);
  }
});
