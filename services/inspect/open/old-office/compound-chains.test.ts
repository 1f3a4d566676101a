import CFB from 'cfb';
import { describe, expect, it } from 'vitest';
import { checkCompoundChains } from './compound-chains.ts';

/** A compound file of two streams, one small and one of several sectors. */
function compound(): Buffer {
  const container = CFB.utils.cfb_new();
  CFB.utils.cfb_add(container, '/small', Buffer.from('hello'));
  CFB.utils.cfb_add(container, '/large', Buffer.alloc(6000, 65));
  return Buffer.from(CFB.write(container, { type: 'buffer' }) as Buffer);
}

/** Where the directory entry of a stream begins. */
const entryOf = (file: Buffer, name: string) => file.indexOf(Buffer.from(name, 'utf16le'));

describe('checkCompoundChains', () => {
  it('lets a whole file through', () => {
    expect(() => checkCompoundChains(compound())).not.toThrow();
  });

  it('refuses a chain that runs in a circle', () => {
    const file = compound();
    const first = file.readUInt32LE(entryOf(file, 'large') + 116);
    const table = file.readUInt32LE(76);
    file.writeUInt32LE(first, (table + 1) * 512 + first * 4);
    expect(() => checkCompoundChains(file)).toThrow(/runs in circles/);
  });

  it('refuses a stream that claims to be larger than the file', () => {
    const file = compound();
    file.writeUInt32LE(0x7fffffff, entryOf(file, 'large') + 120);
    expect(() => checkCompoundChains(file)).toThrow(/larger than the file/);
  });

  it('refuses a directory that refers back to itself', () => {
    const file = compound();
    file.writeUInt32LE(0, entryOf(file, 'large') + 68);
    expect(() => checkCompoundChains(file)).toThrow(/refers back to itself/);
  });

  it('refuses sectors of an absurd size and a header that is cut off', () => {
    const file = compound();
    file.writeUInt16LE(31, 30);
    expect(() => checkCompoundChains(file)).toThrow(/2\^31 bytes/);
    expect(() => checkCompoundChains(file.subarray(0, 100))).toThrow(/cut off/);
  });
});
