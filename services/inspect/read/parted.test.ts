import { expect, it } from 'vitest';
import { parted } from './parted.ts';

it.each([
  ['Board of EastmereCONFIDENTIAL/REL TO USA, GBR', 'Board of Eastmere   CONFIDENTIAL/REL TO USA, GBR'],
  ['Board of EastmereCONFIDENTIAL/REL To USA,GBR', 'Board of Eastmere   CONFIDENTIAL/REL To USA,GBR'],
  ['Harbour officeSECRET UE/EU SECRET', 'Harbour office   SECRET UE/EU SECRET'],
  ['Die KistenVS-NUR', 'Die KistenVS-NUR'],
  ['The SECRETary is away', 'The SECRETary is away'],
  ['theSECRET GARDEN for children', 'theSECRET GARDEN for children'],
  ['visitSECRETS', 'visitSECRETS'],
  ['SECRETHARBOUR', 'SECRETHARBOUR'],
])('%j is %j', (text, apart) => {
  expect(parted(text)).toBe(apart);
});
