import { expect, it } from 'vitest';
import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import type { Place, Reader } from '../reader.ts';
import { findPageLines } from './find-page-lines.ts';

/** White, with bars as lines of small type make them: so many of them. */
function page(bars: number): Raster {
  const [width, height] = [512, 400];
  const data = new Uint8Array(width * height * 3).fill(255);
  for (let bar = 0; bar < bars; bar++) {
    for (let y = 20 + bar * 8; y < 24 + bar * 8; y++)
      data.fill(90, (y * width + 40) * 3, (y * width + 460) * 3);
  }
  return { width, height, data };
}

/** Every grey as often, and no stripes. */
function clouds(): Raster {
  const [width, height] = [512, 400];
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++)
    data.fill(((i % width) + Math.floor(i / width)) / 4, 3 * i, 3 * i + 3);
  return { width, height, data };
}

const line: Line = { cx: 100, cy: 40, ux: 1, uy: 0, length: 100, height: 12, score: 0.9 };
const hint: Line = { ...line, score: 0.2 };
/** A plate, a face, or one word all over the picture. */
const large: Line = { ...line, cx: 250, cy: 200, length: 300, height: 200 };

/** Says this at a glance, that of a piece, that of the glance made small, and finds one line when it looks at the whole. */
function eyes(glance: Line[], piece: Line[], small: Line[] = []) {
  const looks: string[] = [];
  const reader: Pick<Reader, 'findLines' | 'glimpse'> = {
    glimpse: null,
    findLines: async (raster, side, options) => {
      const what =
        options?.hints === true
          ? 'glance'
          : side === 192
            ? 'small'
            : raster.width === 320
              ? 'piece'
              : 'whole';
      looks.push(what);
      return { glance, piece, small, whole: [line] }[what];
    },
  };
  return { reader: reader as Reader, looks };
}

const look = (raster: Raster, reader: Reader) =>
  findPageLines(
    reader,
    {
      glance: raster,
      working: () => Promise.resolve(raster),
    },
    true,
  );

it('lets a picture go that shows neither hints nor stripes', async () => {
  const seen = eyes([], []);
  expect(await look(clouds(), seen.reader)).toEqual([]);
  expect(seen.looks).toEqual(['glance']);
});

/** The same with a first look, of the picture and of its pieces at their own size; it weighs all it sees alike. */
function withFirstLook(picture: Place[], piece: Place[], seen: ReturnType<typeof eyes>) {
  const reader: Pick<Reader, 'findLines' | 'glimpse'> = {
    ...seen.reader,
    glimpse: async (raster) => {
      const isPiece = raster.width === 320;
      seen.looks.push(isPiece ? 'first of a piece' : 'first');
      return isPiece ? piece : picture;
    },
  };
  return { reader: reader as Reader, looks: seen.looks };
}
const place: Place = { x: 100, y: 40, weight: 9 };
const faint: Place = { ...place, weight: 4 };
const nothing: Place = { ...place, weight: 1 };

it('lets a picture go in which the first look sees no writing, whatever stripes it has', async () => {
  for (const seen of [[], [nothing]]) {
    const { reader, looks } = withFirstLook(seen, [place], eyes([line], [line]));
    expect(await look(page(40), reader)).toEqual([]);
    expect(looks).toEqual(['first']);
  }
});

it('looks at the whole when the first look and the glance agree', async () => {
  const { reader, looks } = withFirstLook([place], [], eyes([line], []));
  expect(await look(page(0), reader)).toHaveLength(1);
  expect(looks).toEqual(['first', 'glance', 'whole']);
});

it('looks at its own size at what only the first look sees', async () => {
  const { reader, looks } = withFirstLook([place], [faint], eyes([], [line]));
  expect(await look(page(0), reader)).toHaveLength(1);
  expect(looks).toEqual(['first', 'glance', 'first of a piece', 'piece', 'whole']);
});

it('asks the pieces first where the first look is hardly sure', async () => {
  const seen = withFirstLook([faint], [], eyes([line], [line]));
  expect(await look(page(0), seen.reader)).toEqual([]);
  expect(seen.looks).toEqual(['first', 'first of a piece']);
  const { reader, looks } = withFirstLook([faint], [faint], eyes([line], [line]));
  expect(await look(page(0), reader)).toHaveLength(1);
  expect(looks).toEqual(['first', 'first of a piece', 'piece', 'glance', 'whole']);
});

it('looks at the whole when a piece is plainly writing, though too blurred for a line', async () => {
  const { reader, looks } = withFirstLook([faint], [place], eyes([], []));
  expect(await look(page(0), reader)).toHaveLength(1);
  expect(looks).toEqual(['first', 'first of a piece', 'glance', 'whole']);
});

it('lets a picture go that has nothing where the first look saw something, in three places at most', async () => {
  const places = [40, 60, 300, 480, 100].map((x) => ({ ...place, x }));
  const { reader, looks } = withFirstLook(places, [], eyes([], [line]));
  expect(await look(page(0), reader)).toEqual([]);
  expect(looks).toEqual(['first', 'glance', ...Array.from({ length: 3 }, () => 'first of a piece')]);
});

it('looks at the whole at once when a line was seen at a glance', async () => {
  const { reader, looks } = eyes([line], []);
  expect(await look(page(0), reader)).toHaveLength(1);
  expect(looks).toEqual(['glance', 'whole']);
});

it('looks at the whole when stripes, seen at their own size, are type', async () => {
  const { reader, looks } = eyes([], [line]);
  expect(await look(page(40), reader)).toHaveLength(1);
  expect(looks.slice(0, 3)).toEqual(['glance', 'piece', 'whole']);
});

it('lets a picture go whose stripes and hints are nothing at their own size', async () => {
  const { reader, looks } = eyes([hint], []);
  expect(await look(page(40), reader)).toEqual([]);
  expect(looks).toEqual(['glance', 'piece', 'piece', 'piece']);
});

it('looks at a hint at its own size', async () => {
  const { reader, looks } = eyes([hint], [line]);
  expect(await look(page(0), reader)).toHaveLength(1);
  expect(looks).toEqual(['glance', 'piece', 'whole']);
});

it('lets a picture go whose one large thing is neither there where it is small nor has type in it', async () => {
  const { reader, looks } = eyes([large], []);
  expect(await look(page(0), reader)).toEqual([]);
  expect(looks).toEqual(['glance', 'small', 'piece']);
});

it('looks at the whole when the large thing stays', async () => {
  const { reader, looks } = eyes([large], [], [large]);
  expect(await look(page(0), reader)).toHaveLength(1);
  expect(looks).toEqual(['glance', 'small', 'whole']);
});

it('looks at the whole when the large thing was a page of small type', async () => {
  const { reader, looks } = eyes([large, hint], [line]);
  expect(await look(page(0), reader)).toHaveLength(1);
  expect(looks).toEqual(['glance', 'small', 'piece', 'whole']);
});

it('does not ask about a large thing beside a line', async () => {
  const { reader, looks } = eyes([large, line], []);
  await look(page(0), reader);
  expect(looks).toEqual(['glance', 'whole']);
});

it('takes a closer look by the length of its lines, not by their number', async () => {
  const raster = { width: 1400, height: 900, data: new Uint8Array(1400 * 900 * 3).fill(255) };
  const small = (x: number, length: number): Line => ({ ...line, cx: x, cy: 300, height: 9, length });
  const pieces = Array.from({ length: 12 }, (_, i) => small(100 + i * 60, 40));
  const whole = [small(430, 480), { ...small(430, 480), cy: 330 }];
  let looks = 0;
  const reader: Pick<Reader, 'findLines' | 'glimpse'> = {
    glimpse: null,
    findLines: async (_raster, _side, options) =>
      options?.hints === true ? [line] : looks++ === 0 ? pieces : whole,
  };
  const glance = { width: 512, height: 329, data: new Uint8Array(512 * 329 * 3).fill(255) };
  const seen = {
    glance,
    working: () => Promise.resolve(raster),
  };
  expect(await findPageLines(reader as Reader, seen, true)).toHaveLength(2);
});

it('looks at a larger size when lines run across each other: cells of a table that ran together', async () => {
  const raster = { width: 900, height: 600, data: new Uint8Array(900 * 600 * 3).fill(255) };
  const column: Line = { ...line, ux: 0, uy: 1, length: 300, height: 60 };
  const sides: number[] = [];
  const reader: Pick<Reader, 'findLines' | 'glimpse'> = {
    glimpse: null,
    findLines: async (_raster, side, options) => {
      if (options?.hints === true) return [{ ...line, height: 40 }];
      sides.push(side);
      return side < 960 ? [column, { ...line, length: 200 }] : [line, line, line];
    },
  };
  const glance = { width: 512, height: 341, data: new Uint8Array(512 * 341 * 3).fill(255) };
  const seen = {
    glance,
    working: () => Promise.resolve(raster),
  };
  expect(await findPageLines(reader as Reader, seen, true)).toHaveLength(3);
  expect(sides).toEqual([640, 960]);
});

it.each([
  {
    what: 'no line covers what the first look saw',
    places: [{ x: 400, y: 300, weight: 6 }],
    sides: [640, 960],
  },
  { what: 'lines cover all that it saw', places: [{ x: 100, y: 40, weight: 9 }], sides: [640] },
])('looks larger where $what: circles of a drawing are no measure of its type', async ({ places, sides }) => {
  const looked: number[] = [];
  const reader: Pick<Reader, 'findLines' | 'glimpse'> = {
    glimpse: async () => [{ x: 100, y: 40, weight: 9 }, ...places],
    findLines: async (raster, side) => {
      if (raster.width > 512) looked.push(side);
      return [{ ...line, cx: 2 * line.cx, cy: 2 * line.cy, length: 400, height: 15 }];
    },
  };
  const raster = { width: 1024, height: 800, data: new Uint8Array(1024 * 800 * 3).fill(255) };
  const picture = { glance: clouds(), working: async () => raster };
  await findPageLines(reader as Reader, picture, false);
  expect(looked).toEqual(sides);
});

it('keeps a whole line of which a closer look at stripes beside it saw the beginning only', async () => {
  const whole: Line = { ...line, cx: 1100, cy: 84, length: 600, height: 30 };
  const reader: Pick<Reader, 'findLines' | 'glimpse'> = {
    glimpse: null,
    findLines: async (raster, _side, options) => {
      if (options?.hints === true) return [{ ...line, score: 0.9 }];
      if (raster.width === 1600) return [whole];
      // Cut where the part ends; below it a line of small type.
      const left = whole.cx - whole.length / 2;
      const cut = { ...whole, cx: (left + raster.width) / 2, length: raster.width - left };
      return [cut, { ...line, cx: 300, cy: 120, length: 500, height: 10 }];
    },
  };
  const raster = { width: 1600, height: 1250, data: new Uint8Array(3 * 1600 * 1250).fill(255) };
  const glance = page(0);
  // Stripes of small type on the left half.
  for (let y = 20; y < 200; y++) if (y % 8 < 4) glance.data.fill(90, (y * 512 + 20) * 3, (y * 512 + 250) * 3);
  const picture = { glance, working: async () => raster };
  const found = await findPageLines(reader as Reader, picture, true);
  expect(found).toContainEqual(whole);
  expect(found).toHaveLength(2);
});
