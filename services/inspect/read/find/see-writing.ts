import type { Line } from '../../look/line.ts';
import { cut } from '../../look/pieces.ts';
import type { Raster } from '../../look/raster.ts';
import { STRIPES, type Striped, stripedShare, stripedSquares } from '../../look/texture.ts';
import type { Place, Reader } from '../reader.ts';

/**
 * Weights of places, in the picture and in a piece of it at its own size. None of 333 pictures with writing was without a
 * place of `may`, and 99 in 100 had one of `plainly`; a tenth of the drawn pictures without writing has one of `may`, a third of real photographs.
 */
const WRITING = { may: 2.5, plainly: 7, piece: 3 };
/** Striped over this share a picture with writing is small type, whose lines are lost on its small copy: they are not looked for there. */
const SMALL_TYPE = 4 * STRIPES;
/** Of a detector's score: a line, not a hint of one. */
const SURE = 0.5;
/** Pieces of the picture at its own size that settle what is in doubt; `apart` as a share of the longer side. */
const PROBE = { width: 320, height: 256, stripes: 2, hints: 1, places: 3, apart: 0.15 };

/**
 * One or two things this high, as a share of the longer side, are often no writing: a plate, a face, a window. Letters so large are
 * found as surely where they are small, and the others are not. A page of type too small to be seen may be one as well: it is in doubt.
 */
const LARGE = { height: 0.19, most: 2, side: 192 };

/** What looking for writing needs of a reader. */
export type Eyes = Pick<Reader, 'findLines' | 'glimpse'>;

/** What it needs of a picture: a small copy always, the large one only when there is something to find. */
export interface Seen {
  readonly glance: Raster;
  working(): Promise<Raster>;
}

/** What shows that a picture has writing, on the small copy. */
export interface Writing {
  /** Lines seen without a doubt; none where type is too small for that. */
  readonly sure: readonly Line[];
  readonly striped: readonly Striped[];
  /** Where the first look saw writing, in pixels of the small copy; null when the engine has none. */
  readonly places: readonly Place[] | null;
}

/**
 * Whether there is any writing on a picture; null when there is none. A first look at the small copy settles most; what it is in doubt of is
 * looked at in a few pieces at their own size, where type is plain and grass is not.
 */
export async function seeWriting(eyes: Eyes, seen: Seen): Promise<Writing | null> {
  const side = sideOf(seen.glance);
  const places = await writingIn(eyes, seen.glance, side, WRITING.may);
  if (places === null) return seeWithoutFirstLook(eyes, seen, side);
  const [likeliest] = places;
  if (likeliest === undefined) return null;
  const doubts = apart(places, PROBE.apart * side);
  const isPlain = likeliest.weight >= WRITING.plainly;
  const striped = stripedSquares(seen.glance);
  if (isPlain && stripedShare(striped, seen.glance) >= SMALL_TYPE) return { sure: [], striped, places };
  if (!isPlain && !(await isInPieces(eyes, seen, doubts))) return null;
  const sure = await sureOf(eyes, seen.glance, await eyes.findLines(seen.glance, side, { hints: true }));
  if (isPlain && sure.length === 0 && !(await isInPieces(eyes, seen, doubts))) return null;
  return { sure, striped, places };
}

/** For an engine that has none: stripes and what is hardly seen are the doubts. */
async function seeWithoutFirstLook(eyes: Eyes, seen: Seen, side: number): Promise<Writing | null> {
  const striped = stripedSquares(seen.glance);
  const hints = await eyes.findLines(seen.glance, side, { hints: true });
  if (hints.length === 0 && stripedShare(striped, seen.glance) < STRIPES) return null;
  const sure = await sureOf(eyes, seen.glance, hints);
  if (sure.length === 0 && !(await isInPieces(eyes, seen, doubtsOf(striped, hints)))) return null;
  return { sure, striped, places: null };
}

async function sureOf(eyes: Eyes, glance: Raster, hints: readonly Line[]): Promise<readonly Line[]> {
  const sure = hints.filter((line) => line.score >= SURE);
  return (await isFancied(eyes, glance, sure)) ? [] : sure;
}

/** Places that may hold writing, the likeliest first; null when the engine cannot tell. */
async function writingIn(eyes: Eyes, raster: Raster, side: number, least: number): Promise<Place[] | null> {
  if (eyes.glimpse === null) return null;
  const places = await eyes.glimpse(raster, side);
  return places.filter(({ weight }) => weight >= least);
}

/** Whether what was glimpsed is one or two large things that are not there where they are small. */
async function isFancied(eyes: Eyes, glance: Raster, glimpsed: readonly Line[]): Promise<boolean> {
  const least = LARGE.height * sideOf(glance);
  if (glimpsed.length === 0 || glimpsed.length > LARGE.most) return false;
  if (glimpsed.some((line) => line.height < least)) return false;
  return (await eyes.findLines(glance, LARGE.side)).length === 0;
}

const sideOf = ({ width, height }: Raster) => Math.max(width, height);

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The middles of the most striped places, far apart in strength, and of the strongest hint. */
function doubtsOf(striped: readonly Striped[], hints: readonly Line[]): Point[] {
  const byStrength = [...striped].sort((a, b) => b.strength - a.strength);
  const step = Math.max(1, Math.floor(byStrength.length / 2));
  const squares = byStrength.filter((_, i) => i % step === 0).slice(0, PROBE.stripes);
  const strongest = [...hints].sort((a, b) => b.score - a.score).slice(0, PROBE.hints);
  return [
    ...squares.map(({ x, y, side }) => ({ x: x + side / 2, y: y + side / 2 })),
    ...strongest.map(({ cx, cy }) => ({ x: cx, y: cy })),
  ];
}

/** The likeliest places at least so far from each other. */
function apart(places: readonly Place[], distance: number): Point[] {
  const chosen: Point[] = [];
  for (const place of places) {
    if (chosen.length === PROBE.places) break;
    if (chosen.every(({ x, y }) => Math.hypot(place.x - x, place.y - y) >= distance)) chosen.push(place);
  }
  return chosen;
}

/** Looks at what is in doubt at its own size. Writing too blurred for lines is plainly writing all the same. `doubts` in pixels of the glance. */
async function isInPieces(eyes: Eyes, seen: Seen, doubts: readonly Point[]): Promise<boolean> {
  const raster = await seen.working();
  const up = raster.width / seen.glance.width;
  for (const { x, y } of doubts) {
    const part = cut(raster, around({ x: x * up, y: y * up }, PROBE, raster));
    const places = await writingIn(eyes, part, PROBE.width, WRITING.piece);
    const [likeliest] = places ?? [];
    if (places !== null && likeliest === undefined) continue;
    if (likeliest !== undefined && likeliest.weight >= WRITING.plainly) return true;
    if ((await eyes.findLines(part, PROBE.width)).length > 0) return true;
  }
  return false;
}

function around(at: Point, size: { width: number; height: number }, raster: Raster) {
  const width = Math.min(size.width, raster.width);
  const height = Math.min(size.height, raster.height);
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, Math.round(value)));
  return {
    x: clamp(at.x - width / 2, raster.width - width),
    y: clamp(at.y - height / 2, raster.height - height),
    width,
    height,
  };
}
