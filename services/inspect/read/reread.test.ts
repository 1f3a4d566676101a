import { expect, it } from 'vitest';
import type { TextSegment } from '../report.ts';
import { isNearMark, isPlainSentence, saysTheSame } from './near-mark.ts';
import type { Reader } from './reader.ts';
import { reread } from './reread.ts';

it.each([
  'SBCRET',
  'DIFRUSTON RESTREINTE',
  'Stg OEHEM',
  '秘密',
  '取摄注藏',
  '扱い注',
  '取り扱い注意',
  'SECRETRETOUA,FV',
])('%j may be a mark', (text) => {
  expect(isNearMark(text)).toBe(true);
});
it.each([
  'The secretary will confirm the crates',
  '密码是多少？',
  '请联系秘书处',
  '取消注册账号',
  '请注意',
  '关注',
  'TOTAL 120.50',
  'MEMORANDUM',
  '备用水泵配件',
  'x',
])('%j is none', (text) => {
  expect(isNearMark(text)).toBe(false);
});

it.each(['return secret.slice(0, 2)', 'The secretary files it', '机密计算是什么意思'])(
  '%j is plainly no mark',
  (text) => {
    expect(isPlainSentence(text, 0.97)).toBe(true);
    expect(isPlainSentence(text, 0.9)).toBe(false);
  },
);

it.each(['const client_secret = env("CLIENT_SECRET");', 'key = "SECRET"'])('%j is code', (text) => {
  expect(isNearMark(text)).toBe(false);
});

it.each([
  ['THE SECRET GARDEN CAFE', 'THESECRET GARDEN CAFE', true],
  ['RESTRICTEDAREA', 'RESTRICTED AREA', true],
  ['CONFIDENTIAL AFFAI', 'CONFIDENTIALAFFAL', true],
  ['SECRETRETOUSAF', 'SECRETRELTOUSAFVEY', false],
  ['SECRET', 'SECRET', false],
  ['SBCRET GARDEN CAFE', 'SBCRET GARDEN CAFE', false],
])('%j read again as %j: the matter is settled, %j', (text, again, settled) => {
  const said = (confidence: number) =>
    saysTheSame({ text, ocrConfidence: 0.95 }, { text: again, confidence });
  expect([said(0.95), said(0.7)]).toEqual([settled, false]);
});

it('takes what two reads say without a doubt, whatever it is, for what is written', () => {
  const said = (again: string, confidence: number) =>
    saysTheSame({ text: 'TAJNE', ocrConfidence: 0.98 }, { text: again, confidence });
  expect([said('TAJNE', 0.98), said('TAJNE', 0.9), said('TAINE', 0.98)]).toEqual([true, false, false]);
});

it('takes a line that was read without a doubt for no mark with two wrong letters', () => {
  expect(isNearMark('STRANG GEXEIN', 0.97)).toBe(false);
  expect(isNearMark('STRANG GEXEIN', 0.7)).toBe(true);
  expect(isNearMark('STRENG GEHEIN', 0.97)).toBe(true);
});

it.each(['SECRETRETOUSAFVEY', 'GEHEIM - amtl', '机密★长期', 'T0P SECRET//Sl'])(
  '%j may yet be one',
  (text) => {
    expect(isPlainSentence(text, 0.97)).toBe(false);
  },
);

const line = { cx: 100, cy: 20, ux: 1, uy: 0, length: 120, height: 20, score: 1 };
const raster = { width: 200, height: 40, data: new Uint8Array(200 * 40 * 3) };
const segment = (text: string): TextSegment => ({
  text,
  where: { part: '', page: null, zone: 'header', box: null },
  source: 'ocr',
  key: null,
  ocrConfidence: 0.9,
  looks: null,
});
function saying(text: string) {
  let reads = 0;
  const reader: Reader = {
    engine: 'stub',
    ocrData: '',
    glimpse: null,
    findLines: () => Promise.resolve([]),
    survey: () => {},
    spot: async () => null,
    missingScript: async () => null,
    turned: async () => null,
    readLine: () => Promise.resolve({ text, confidence: reads++ / 10 }),
    close: () => Promise.resolve(),
  };
  return { reader, reads: () => reads };
}
const open = {
  isFound: (segments: readonly TextSegment[]) => segments.some(({ text }) => text === 'SECRET'),
  outOfTime: () => false,
};

it('takes a second read when it makes the page found, and keeps the first when it does not', async () => {
  const page = [{ segment: segment('SBCRET'), line, raster, spotted: null }];
  expect((await reread(saying('SECRET').reader, page, open)).segments[0]?.text).toBe('SECRET');
  expect((await reread(saying('SOCKET').reader, page, open)).segments[0]?.text).toBe('SBCRET');
});

it('reads nothing again of a page that resembles no mark, and says when time ran out', async () => {
  const { reader, reads } = saying('SECRET');
  await reread(reader, [{ segment: segment('The harbour office'), line, raster, spotted: null }], open);
  expect(reads()).toBe(0);
  const late = await reread(reader, [{ segment: segment('SBCRET'), line, raster, spotted: null }], {
    ...open,
    outOfTime: () => true,
  });
  expect(late.cutOff).toBe(true);
});

it('reads a line once more for both of its opinions, and asks the engine alone', async () => {
  const { reader, reads } = saying('SOCKET');
  const asked: unknown[] = [];
  const noting: Reader = {
    ...reader,
    readLine: (from, cut, options) => {
      asked.push(options?.others);
      return reader.readLine(from, cut, options);
    },
  };
  const page = [
    { segment: segment('SBCRET'), line, raster, spotted: null },
    { segment: segment('SECREI'), line, raster, spotted: null },
  ];
  await reread(noting, page, open);
  expect(reads()).toBe(6);
  expect(new Set(asked)).toEqual(new Set(['none']));
});

it('reads again what may name the field of a mark, where it was not read without a doubt', async () => {
  const below = { ...line, cy: 60 };
  const label = (confidence: number) => ({
    segment: { ...segment('Securityclasifiation'), ocrConfidence: confidence },
    line,
    raster,
    spotted: null,
  });
  const mark = { segment: segment('TAJNE'), line: below, raster, spotted: null };
  const named = {
    ...open,
    isFound: ([first]: readonly TextSegment[]) => first?.text === 'Security classification',
  };
  const { reader } = saying('Security classification');
  expect((await reread(reader, [label(0.8), mark], named)).segments[0]?.text).toBe('Security classification');
  expect((await reread(reader, [label(0.99), mark], named)).segments[0]?.text).toBe('Securityclasifiation');
});

it('tries what either model made of a line that is read again', async () => {
  const { reader } = saying('SOCKET');
  const both: Reader = {
    ...reader,
    readLine: async () => ({
      text: 'SOCKET',
      confidence: 0.6,
      alternative: { text: 'SECRET', confidence: 0.5 },
    }),
  };
  const page = [{ segment: segment('SBCRET'), line, raster, spotted: null }];
  expect((await reread(both, page, open)).segments[0]?.text).toBe('SECRET');
});

it('takes a second read that makes the page found, though it says nearly the same', async () => {
  const page = [{ segment: segment('SECRETRETOUSAFVEY'), line, raster, spotted: null }];
  const named = {
    ...open,
    isFound: ([first]: readonly TextSegment[]) => first?.text === 'SECRETRELTOUSAFVEY',
  };
  const { reader } = saying('SECRETRELTOUSAFVEY');
  expect((await reread(reader, page, named)).segments[0]?.text).toBe('SECRETRELTOUSAFVEY');
});

it('reads a line that plainly says a level word among others only once more', async () => {
  const { reader, reads } = saying('TOP SECRET ESCAPE ROOMS');
  const sure: Reader = {
    ...reader,
    readLine: async (...all) => ({ ...(await reader.readLine(...all)), confidence: 0.95 }),
  };
  await reread(sure, [{ segment: segment('TOP SECRETESCAPE ROOMS'), line, raster, spotted: null }], open);
  expect(reads()).toBe(1);
});

it('reads a line again on which a word of a mark stands and none was read, but not one that was read without a doubt', async () => {
  const spotted = (confidence: number) => ({
    segment: { ...segment('HR·Lsn'), ocrConfidence: confidence },
    line,
    raster,
    spotted: 0.98,
  });
  const { reader } = saying('SECRET');
  expect((await reread(reader, [spotted(0.4)], open)).segments[0]?.text).toBe('SECRET');
  expect((await reread(reader, [spotted(0.97)], open)).segments[0]?.text).toBe('HR·Lsn');
});

it('reads no line again for what was spotted where the word of a level is read on it, or next to nothing was spotted', async () => {
  const { reader, reads } = saying('SECRET');
  const read = (text: string, confidence: number, spotted: number) => [
    { segment: { ...segment(text), ocrConfidence: confidence }, line, raster, spotted },
  ];
  await reread(reader, read('return secret.slice(0, 2)', 0.9, 0.98), open);
  await reread(reader, read('wwwwm', 0.4, 0.04), open);
  const opinions = [...read('取极注意FRAGILE', 0.93, 0.98), ...read('取扱注意 ワレモノ', 0.94, 0.98)];
  await reread(reader, opinions, open);
  expect(reads()).toBe(0);
  await reread(reader, read('wwwwm', 0.4, 0.5), open);
  expect(reads()).toBe(1);
});

it('reads a line longer as well: its box may end before its last character', async () => {
  const { reader } = saying('SOCKET');
  const short: Reader = {
    ...reader,
    readLine: async (_raster, { length, height }) => ({
      text: length > line.length + 2 * height ? 'SECRET' : 'SBCR',
      confidence: 0.7,
    }),
  };
  const page = [{ segment: segment('SBCRET'), line, raster, spotted: 0.13 }];
  expect((await reread(short, page, open)).segments[0]?.text).toBe('SECRET');
});

it('sets a mark apart that lies over other writing, in what is read again too', async () => {
  const { reader } = saying('BoardCONFIDENTIAL//NOFORN');
  const isApart = (read: readonly TextSegment[]) =>
    read.some(({ text }) => text === 'Board   CONFIDENTIAL//NOFORN');
  const page = [{ segment: segment('SBCRET'), line, raster, spotted: null }];
  const { segments } = await reread(reader, page, { ...open, isFound: isApart });
  expect(isApart(segments)).toBe(true);
});

it('reads a line smoothed as well, for the noise of a dark photograph', async () => {
  const { reader } = saying('SOCKET');
  const noisy: Reader = {
    ...reader,
    readLine: async (_raster, _line, options) => ({
      text: options?.smooth === true ? 'SECRET' : 'SBCRET',
      confidence: 0.7,
    }),
  };
  const page = [{ segment: segment('SBCRET'), line, raster, spotted: null }];
  expect((await reread(noisy, page, open)).segments[0]?.text).toBe('SECRET');
});

it.each([
  {
    what: 'nearly a mark in one of its reads',
    again: 'PROTECTEOU',
    confidence: 0.6,
    spotted: 0.4,
    inDoubt: true,
  },
  { what: 'nothing like one in any', again: 'Tulpenlager', confidence: 0.6, spotted: 0.4, inDoubt: false },
  { what: 'read without a doubt', again: 'PROTECTEOU', confidence: 0.95, spotted: 0.4, inDoubt: false },
  {
    what: 'on which no word of one was spotted',
    again: 'PROTECTEOU',
    confidence: 0.6,
    spotted: 0.06,
    inDoubt: false,
  },
])('a line $what leaves a page in doubt: $inDoubt', async ({ again, confidence, spotted, inDoubt }) => {
  const reader = {
    ...saying('').reader,
    readLine: async () => ({ text: again, confidence }),
  };
  const page = [{ segment: { ...segment('PROIRCEOE'), ocrConfidence: 0.46 }, line, raster, spotted }];
  expect((await reread(reader, page, open)).inDoubt).toBe(inDoubt);
});

it.each([
  ['twice', 'MY RECIPE IS TOP SECRET', false],
  ['once, and otherwise the next time', 'MY REOIPE IS TOP SEORET', true],
])('a level read %s leaves a page in doubt: %#', async (_how, again, inDoubt) => {
  const reader = { ...saying('').reader, readLine: async () => ({ text: again, confidence: 0.86 }) };
  const said = { ...segment('MY RECIPE IS TOP SECRET'), ocrConfidence: 0.86 };
  const page = [{ segment: said, line, raster, spotted: 1 }];
  expect((await reread(reader, page, open)).inDoubt).toBe(inDoubt);
});
