import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../../../../shared/errors.ts';
import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import type { Engine, ReadText } from '../reader.ts';
import { scriptScores } from './classify.ts';
import type { ScriptReader } from './script-reader.ts';
import { SCRIPTS, type Script } from './scripts.ts';
import { withScripts } from './with-scripts.ts';

const SAMPLES = new URL('../../../../sample/scripts/', import.meta.url);

async function sample(script: Script, blur?: number): Promise<Raster> {
  const { data, info } = await sharp(new URL(`${script}.png`, SAMPLES).pathname)
    .blur(blur ?? false)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

const wholeOf = ({ width, height }: Raster): Line => ({
  cx: width / 2,
  cy: height / 2,
  ux: 1,
  uy: 0,
  length: width,
  height,
  score: 1,
});

const probable = (raster: Raster): Script => {
  const scores = scriptScores(raster);
  return SCRIPTS.reduce((best, one) => (scores[one] > scores[best] ? one : best));
};

describe('scriptScores', () => {
  it('knows nine lines of ten by their looks, whether dark on light or light on dark', async () => {
    let right = 0;
    for (const script of SCRIPTS) {
      const raster = await sample(script);
      if (probable(raster) === script) right++;
      if (probable({ ...raster, data: raster.data.map((value) => 255 - value) }) === script) right++;
    }
    expect(right).toBeGreaterThanOrEqual(18);
  });

  it('gives probabilities, also for a strip with nothing on it', () => {
    const blank = { width: 200, height: 40, data: new Uint8Array(200 * 40 * 3).fill(255) };
    const sum = Object.values(scriptScores(blank)).reduce((a, b) => a + b);
    expect(sum).toBeCloseTo(1, 5);
  });
});

/** A primary that reads every line as the same Latin text. */
const primary: Engine = {
  engine: 'stand-in',
  ocrData: 'stand-in',
  glimpse: null,
  findLines: async () => [],
  spot: null,
  readLine: async () => ({ text: 'CEKPETHO', confidence: 0.99 }),
  close: async () => {},
};
const reading = (script: Script, read: () => Promise<ReadText>): ScriptReader => ({
  script,
  data: script,
  readLine: read,
  close: async () => {},
});

/** A spotter that spots this surely on every line, and takes it for what it looks like. */
const spotting =
  (word: number, turned = 0): NonNullable<Engine['spot']> =>
  async (raster) => ({ word, turned, scripts: scriptScores(raster) });

describe('withScripts', () => {
  it('reads a line that may be in another script with both, however sure the engine is', async () => {
    const raster = await sample('cyrillic');
    const line = wholeOf(raster);
    const cyrillic = reading('cyrillic', async () => ({ text: 'СЕКРЕТНО', confidence: 0.9 }));
    const reader = withScripts(primary, ['latin', 'han'], [cyrillic]);
    reader.survey(raster, [line]);
    const read = await reader.readLine(raster, line);
    expect([read.text, read.alternative?.text].sort()).toEqual(['CEKPETHO', 'СЕКРЕТНО']);
  });

  it('reads a line of the engine’s own script once', async () => {
    const raster = await sample('latin');
    const line = wholeOf(raster);
    const others = SCRIPTS.filter((one) => one !== 'latin' && one !== 'han').map((script) =>
      reading(script, async () => {
        throw new Error('Expected not to be asked');
      }),
    );
    const reader = withScripts(primary, ['latin', 'han'], others);
    reader.survey(raster, [line]);
    expect(await reader.readLine(raster, line)).toEqual({ text: 'CEKPETHO', confidence: 0.99 });
  });

  it('reads a line that is clearly in another script on a page of the engine’s own', async () => {
    const raster = await sample('devanagari');
    const line = wholeOf(raster);
    let plain = 0;
    const english: Engine = {
      ...primary,
      readLine: async () =>
        plain++ < 3
          ? { text: 'The minutes of the meeting were sent to all of the committee', confidence: 0.99 }
          : { text: 'a', confidence: 0.5 },
    };
    const hindi = reading('devanagari', async () => ({ text: 'गोपनीय', confidence: 0.9 }));
    const reader = withScripts(english, ['latin', 'han'], [hindi]);
    for (let i = 0; i < 3; i++) await reader.readLine(raster, line);
    expect((await reader.readLine(raster, line)).text).toBe('गोपनीय');
  });

  it.each([
    { worth: 0.01, options: {}, asked: 0 },
    { worth: 0.9, options: {}, asked: 1 },
    { worth: 0.9, options: { others: 'none' as const }, asked: 0 },
    { worth: 0.01, options: { others: 'all' as const }, asked: 1 },
  ])(
    'asks $asked others of a line with $worth spotted on it, asked with $options',
    async ({ worth, options, asked }) => {
      const raster = await sample('hangul');
      const line = wholeOf(raster);
      let reads = 0;
      const korean = reading('hangul', async () => {
        reads++;
        return { text: '비밀', confidence: 0.9 };
      });
      const engine: Engine = {
        ...primary,
        spot: spotting(worth),
        readLine: async () => ({ text: 'E2', confidence: 0.6 }),
      };
      const reader = withScripts(engine, ['latin', 'han'], [korean]);
      reader.survey(raster, [line]);
      await reader.readLine(raster, line, options);
      expect(reads).toBe(asked);
    },
  );

  it.each([
    { made: { text: '8 0ㅡ', confidence: 0.3 }, asked: 3 },
    { made: { text: '대한민국 정부 비밀', confidence: 0.9 }, asked: 6 },
  ])('asks a reader $asked times of six lines that it makes $made of', async ({ made, asked }) => {
    const raster = await sample('hangul');
    let reads = 0;
    const korean = reading('hangul', async () => {
      reads++;
      return made;
    });
    const unsure: Engine = { ...primary, readLine: async () => ({ text: 'E2 aeb ooo', confidence: 0.6 }) };
    const reader = withScripts(unsure, ['latin', 'han'], [korean]);
    for (let i = 0; i < 6; i++) await reader.readLine(raster, wholeOf(raster));
    expect(reads).toBe(asked);
  });

  it('takes what a page is in for what its layers are in', async () => {
    const page = await sample('latin');
    const layer = await sample('hangul', 6);
    const line = wholeOf(layer);
    const english = { text: 'The minutes of the meeting were sent to all', confidence: 0.99 };
    const faint = { text: 'Pe oele', confidence: 0.5 };
    const engine: Engine = { ...primary, readLine: async (raster) => (raster === page ? english : faint) };
    let asked = 0;
    const others = SCRIPTS.filter((one) => one !== 'latin' && one !== 'han').map((script) =>
      reading(script, async () => {
        asked++;
        return { text: '', confidence: 0 };
      }),
    );
    const reader = withScripts(engine, ['latin', 'han'], others);
    reader.survey(layer, [line]);
    for (let i = 0; i < 3; i++) await reader.readLine(page, wholeOf(page));
    await reader.readLine(layer, line);
    const alone = asked;
    asked = 0;
    await reader.readLine(layer, line, { page });
    expect({ alone, withPage: asked }).toEqual({ alone: 1, withPage: 0 });
  });

  it('asks no other reader for a page in the engine’s own script, when asked for those of the page, whatever the line looks like', async () => {
    const page = await sample('latin');
    const layer = await sample('hangul');
    const engine: Engine = {
      ...primary,
      readLine: async (raster) =>
        raster === page
          ? { text: 'The minutes of the meeting were sent to all', confidence: 0.99 }
          : { text: 'E2', confidence: 0.5 },
    };
    let asked = 0;
    const korean = reading('hangul', async () => {
      asked++;
      return { text: '비밀', confidence: 0.9 };
    });
    const reader = withScripts(engine, ['latin', 'han'], [korean]);
    for (let i = 0; i < 3; i++) await reader.readLine(page, wholeOf(page));
    await reader.readLine(layer, wholeOf(layer), { page, others: 'of-the-page' });
    expect(asked).toBe(0);
    reader.survey(layer, [wholeOf(layer), wholeOf(layer)]);
    await reader.readLine(layer, wholeOf(layer), { others: 'of-the-page' });
    expect(asked).toBe(1);
  });

  it.each([
    { worth: 0.01, said: 'quick' },
    { worth: 0.9, said: 'thorough' },
  ])('has a line in Korean on which $worth is spotted read by the $said way', async ({ worth, said }) => {
    const raster = await sample('hangul');
    const line = wholeOf(raster);
    const korean: ScriptReader = {
      ...reading('hangul', async () => ({ text: 'thorough', confidence: 0.9 })),
      quick: async () => ({ text: 'quick', confidence: 0.9 }),
    };
    const engine: Engine = {
      ...primary,
      spot: spotting(worth),
      readLine: async () => ({ text: 'E2', confidence: 0.6 }),
    };
    const reader = withScripts(engine, ['latin', 'han'], [korean]);
    reader.survey(raster, [line, { ...line }]);
    expect((await reader.readLine(raster, line)).text).toBe(said);
  });

  it('asks a reader that has no quick way of a line of which nothing came out, on a page in its script', async () => {
    const raster = await sample('hangul');
    const line = wholeOf(raster);
    const korean = reading('hangul', async () => ({ text: '비밀', confidence: 0.9 }));
    const engine: Engine = {
      ...primary,
      spot: spotting(0.01),
      readLine: async () => ({ text: '', confidence: 0 }),
    };
    const reader = withScripts(engine, ['latin', 'han'], [korean]);
    reader.survey(raster, [line, { ...line }]);
    expect((await reader.readLine(raster, line)).text).toBe('비밀');
  });

  it('tells by all lines that are long enough how likely a page stands on its head', async () => {
    const raster = await sample('latin');
    const line = wholeOf(raster);
    const short = { ...line, length: line.height };
    const spot: Engine['spot'] = async (_, { length }) => ({
      word: 0,
      turned: length > line.height ? 0.9 : 0,
      scripts: scriptScores(raster),
    });
    const reader = withScripts({ ...primary, spot }, ['latin', 'han'], []);
    expect(await reader.turned(raster, [line, { ...line }, short])).toBeCloseTo(0.9);
    expect(await reader.turned(raster, [short])).toBeNull();
    expect(await withScripts(primary, ['latin', 'han'], []).turned(raster, [line])).toBeNull();
  });

  it.each([
    ['devanagari', 0.9, 'The minutes of the meeting were sent to all', true],
    ['devanagari', 0.9, 'E2', false],
    ['devanagari', 0.01, 'E2', true],
    ['hangul', 0.9, 'E2', true],
    ['latin', 0.9, 'E2', true],
  ] as const)(
    'on a page that looks like %s and is spotted as %d, a line read as %j: words are spotted, %j',
    async (script, worth, text, spots) => {
      const raster = await sample(script);
      const line = wholeOf(raster);
      const engine: Engine = {
        ...primary,
        spot: spotting(worth),
        readLine: async () => ({ text, confidence: 0.97 }),
      };
      const reader = withScripts(engine, ['latin', 'han'], []);
      const lines = [line, { ...line }, { ...line }];
      reader.survey(raster, lines);
      await reader.spot(raster, lines);
      await reader.readLine(raster, line);
      expect((await reader.spot(raster, [line])) !== null).toBe(spots);
    },
  );

  it.each([
    { what: 'on a page in kana', of: 'kana', confidence: 0.88, others: 'all', asked: 1 },
    { what: 'once more there', of: 'kana', confidence: 0.88, others: 'none', asked: 1 },
    { what: 'without a doubt', of: 'kana', confidence: 0.96, others: 'all', asked: 0 },
    { what: 'on a page in Han', of: 'han', confidence: 0.88, others: 'all', asked: 0 },
  ] as const)('reads Han $what with who knows kana: $asked', async ({ of, confidence, others, asked }) => {
    const raster = await sample(of);
    let quick = 0;
    const kana: ScriptReader = {
      ...reading('kana', async () => ({ text: 'とりあつかい注意', confidence: 0.5 })),
      quick: async () => {
        quick++;
        return { text: '取扱注意', confidence: 0.97 };
      },
    };
    const chinese: Engine = {
      ...primary,
      spot: spotting(0.001),
      readLine: async () => ({ text: '取报注意', confidence }),
    };
    const reader = withScripts(chinese, ['latin', 'han'], [kana]);
    const lines = [wholeOf(raster), wholeOf(raster), wholeOf(raster)];
    reader.survey(raster, lines);
    const read = await reader.readLine(raster, wholeOf(raster), { others });
    expect(quick).toBe(asked);
    if (asked > 0) expect(read).toMatchObject({ text: '取扱注意', alternative: { text: '取报注意' } });
  });

  it('spots words on a page in kana, which the spotter was taught, at once', async () => {
    const raster = await sample('kana');
    const line = wholeOf(raster);
    const reader = withScripts({ ...primary, spot: spotting(0.01) }, ['latin', 'han'], []);
    reader.survey(raster, [line, { ...line }]);
    expect(await reader.spot(raster, [line])).toEqual(new Map([[line, 0.01]]));
  });

  it('names the script that nothing installed reads', async () => {
    const raster = await sample('devanagari');
    const line = wholeOf(raster);
    const page = [line, { ...line }];
    const reader = withScripts(primary, ['latin', 'han'], []);
    reader.survey(raster, page);
    expect(await reader.missingScript(raster)).toBe('devanagari');
    const installed = withScripts(
      primary,
      ['latin', 'han'],
      [reading('devanagari', async () => ({ text: '', confidence: 0 }))],
    );
    installed.survey(raster, page);
    expect(await installed.missingScript(raster)).toBeNull();
  });

  it.each([
    { read: 'E2', missing: 'devanagari' },
    { read: 'The minutes of the meeting were sent to all', missing: null },
  ])(
    'of a page on which little is spotted and a line reads as $read, names $missing',
    async ({ read, missing }) => {
      const raster = await sample('devanagari');
      const line = wholeOf(raster);
      const page = [line, { ...line }, { ...line }];
      const engine: Engine = {
        ...primary,
        spot: spotting(0.01),
        readLine: async () => ({ text: read, confidence: 0.97 }),
      };
      const reader = withScripts(engine, ['latin', 'han'], []);
      reader.survey(raster, page);
      await reader.spot(raster, page);
      await reader.readLine(raster, line);
      expect(await reader.missingScript(raster)).toBe(missing);
    },
  );

  it('goes on with the engine’s read when a script’s engine dies, and says that the script is not read', async () => {
    const raster = await sample('hangul');
    const line = wholeOf(raster);
    const dying = reading('hangul', async () => {
      throw new FaultError('OCR_ENGINE_DIED', 'Expected it to go on, it died');
    });
    const unsure: Engine = { ...primary, readLine: async () => ({ text: 'E2', confidence: 0.6 }) };
    const reader = withScripts(unsure, ['latin', 'han'], [dying]);
    reader.survey(raster, [line]);
    expect((await reader.readLine(raster, line)).text).toBe('E2');
    expect(await reader.missingScript(raster)).toBe('hangul');
  });
});

it("tells models apart by a verdict's data also where there are more than it has room for", () => {
  const dataOf = (last: string) => {
    const names = [...Array.from({ length: 20 }, (_, n) => `model-${n}:abcdef`), last];
    const others = names.map((data) => ({
      ...reading('thai', async () => ({ text: '', confidence: 0 })),
      data,
    }));
    return withScripts(primary, ['latin'], others).ocrData;
  };
  expect(dataOf('last:111111').length).toBe(160);
  expect(dataOf('last:111111')).not.toBe(dataOf('last:222222'));
});
