import { ContentError } from '../../../../shared/errors.ts';

export interface MapiProperty {
  readonly id: number;
  readonly type: number;
  /** The name, where the property has one instead of a number. */
  readonly name: string | null;
  readonly values: readonly Buffer[];
}

export const MAPI_TYPE = { object: 0x0d, bytes: 0x1e, text: 0x1f, binary: 0x102 } as const;
const NAMED = 0x8000;
const MANY = 0x1000;
const FIXED_BYTES: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};
const VARIABLE: ReadonlySet<number> = new Set(Object.values(MAPI_TYPE));
const GUID_BYTES = 16;

/** [MS-OXTNEF] 2.1.3.4: properties as a TNEF stream holds them. Throws ContentError TNEF_DAMAGED after those before it. */
export function* mapiProperties(body: Buffer): Iterable<MapiProperty> {
  let at = 0;
  const take = (bytes: number): Buffer => {
    if (bytes < 0 || at + bytes > body.length)
      throw new ContentError('TNEF_DAMAGED', 'Expected a property within its attribute');
    at += bytes;
    return body.subarray(at - bytes, at);
  };
  const padded = (bytes: number): Buffer => {
    const value = take(bytes);
    at = Math.min(body.length, at + ((4 - (bytes % 4)) % 4));
    return value;
  };
  const number = () => take(4).readUInt32LE(0);

  const count = number();
  for (let index = 0; index < count; index += 1) {
    const tag = number();
    const id = tag >>> 16;
    const type = tag & 0xffff & ~MANY;
    let name: string | null = null;
    if (id >= NAMED) {
      take(GUID_BYTES);
      if (number() === 0) number();
      else name = padded(number()).toString('utf16le').replaceAll('\0', '');
    }
    const isVariable = VARIABLE.has(type);
    const fixed = FIXED_BYTES[type];
    if (!isVariable && fixed === undefined)
      throw new ContentError('TNEF_DAMAGED', `Expected a property of a known type, got ${type}`);
    const howMany = isVariable || (tag & MANY) !== 0 ? number() : 1;
    const values: Buffer[] = [];
    for (let value = 0; value < howMany; value += 1)
      values.push(padded(isVariable ? number() : (fixed ?? 0)));
    yield { id, type, name, values };
  }
}
