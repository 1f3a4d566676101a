import { expect, it } from 'vitest';
import type { Line } from '../look/line.ts';
import type { Raster } from '../look/raster.ts';
import type { Probe } from './lay-out.ts';
import type { Reader, ReadText } from './reader.ts';
import { settleDirection } from './settle-direction.ts';

const raster: Raster = { width: 10, height: 10, data: new Uint8Array(300) };
const line = (length: number, height: number): Line => ({
  ...{ cx: 500, cy: 500, ux: 1, uy: 0, length, height, score: 0.95 },
});
const body = Array.from({ length: 6 }, () => line(180, 20));

/** Reads like this as the lines lie, and like that from their other ends. */
function settle(
  lines: readonly Line[],
  ahead: ReadText,
  behind: ReadText,
  likeliest: Probe | null = null,
  turned: number | null = null,
) {
  const heights: number[] = [];
  const lengths: number[] = [];
  const readLine: Reader['readLine'] = async (_raster, at) => {
    heights.push(at.height);
    lengths.push(at.length / at.height);
    return at.ux > 0 ? ahead : behind;
  };
  const settled = settleDirection({ readLine } as Reader, raster, { lines, likeliest, turned }, () => false);
  return settled.then(({ way, reads }) => ({ way, reads, heights, lengths }));
}
const sense = { text: 'the harbour', confidence: 0.95 };
const nonsense = (confidence: number) => ({ text: 'eaou dd', confidence });

it('leaves a page whose first line reads well as it lies', async () => {
  expect(await settle(body, sense, nonsense(0.5))).toMatchObject({ way: 'forward', heights: [20] });
});

it('turns a page over that makes sense from the other end', async () => {
  expect((await settle(body, nonsense(0.5), sense)).way).toBe('backward');
});

it('turns no page over for reads that make no sense either way', async () => {
  expect((await settle(body, nonsense(0.2), nonsense(0.55))).way).toBe('forward');
});

it('asks no tall line that is several lines run together', async () => {
  const muddle = line(800, 70);
  const { heights } = await settle([...body, muddle], nonsense(0.4), sense);
  expect(heights).not.toContain(70);
});

it('reads the beginning of a long line and all of one that is not, and says what was read', async () => {
  const [long, short] = [line(600, 20), line(220, 20)];
  expect((await settle([long], sense, nonsense(0.5))).lengths).toEqual([9]);
  const { lengths, reads } = await settle([short], sense, nonsense(0.5));
  expect(lengths).toEqual([11]);
  expect(reads.get(short)).toEqual({ part: short, read: sense });
});

it('reads the line first that most likely bears a mark, unless the page has a title', async () => {
  const mark = line(120, 19);
  const probe = { line: mark, part: mark };
  expect((await settle([...body, mark], sense, nonsense(0.5), probe)).heights).toEqual([19]);
  const title = line(300, 30);
  const titled = await settle([...body, mark, title], nonsense(0.5), sense, probe);
  expect(titled.heights.slice(0, 2)).toEqual([30, 30]);
});

it('asks the readers of other scripts of a line from its other end on pages of theirs alone', async () => {
  const asked: unknown[] = [];
  const readLine: Reader['readLine'] = async (_raster, at, options) => {
    asked.push([at.ux, options?.others]);
    return nonsense(0.5);
  };
  await settleDirection(
    { readLine } as Reader,
    raster,
    { lines: body.slice(0, 1), likeliest: null, turned: null },
    () => false,
  );
  expect(asked).toEqual([
    [1, undefined],
    [-1, 'of-the-page'],
  ]);
});

it('reads nothing for the direction of a page that plainly looks upright, but the line that is read anyway', async () => {
  const mark = line(120, 19);
  const probe = { line: mark, part: mark };
  expect(await settle(body, nonsense(0.5), sense, null, 0.02)).toMatchObject({ way: 'forward', heights: [] });
  const read = await settle([...body, mark], nonsense(0.5), sense, probe, 0.02);
  expect(read).toMatchObject({ way: 'forward', heights: [19] });
});

it('turns a page over that plainly stands on its head, without reading', async () => {
  expect(await settle(body, sense, sense, null, 0.98)).toMatchObject({ way: 'backward', heights: [] });
});

it('reads a page whose lines do not plainly look upright', async () => {
  expect((await settle(body, nonsense(0.5), sense, null, 0.3)).way).toBe('backward');
});
