import { FaultError } from '../../../../shared/errors.ts';
import { type Line, startOf } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import { straighten } from '../../look/straighten.ts';
import type { Engine, Reader, ReadText } from '../reader.ts';
import { onceALine } from '../spot/once-a-line.ts';
import { SPOTTED } from '../spot/worth.ts';
import { weightOf } from '../weigh-read.ts';
import { type ScriptScores, scriptScores } from './classify.ts';
import { isHanInDoubt, isMoreThan } from './han-of-kana.ts';
import { createInVain } from './in-vain.ts';
import { withinLimit } from './ocr-data.ts';
import { isPlainlyOwn, readsAsCyrillic } from './own-words.ts';
import { createPageScripts, SURE } from './page-scripts.ts';
import { mayBe } from './plausible.ts';
import type { ScriptReader } from './script-reader.ts';
import { SCRIPTS, type Script } from './scripts.ts';

/** A script this probable for a line is worth a second read: a wrong guess costs a read, a script not tried costs the mark. */
const SUSPECTED = 0.3;
const CLEARLY = 0.8;
/** Two or three letters look like those of any script, and specks of a photograph like all of them; in heights of the line. */
const SHORT = 3.5;
/** One line alone must say this clearly what it is in. */
const SURE_ALONE = 0.9;
/** As much of a line as tells its script, in heights, and as little as tells nothing. */
const ENOUGH = 20;
const TOO_SHORT = 1.5;
/** Below this the engine has made little of a line. */
const DOUBTFUL = 0.6;
/** What the spotter was taught to leave lines of; a line of another script it takes for a find, so that many finds make a page of one likely. */
const SPOTTED_SCRIPTS: readonly Script[] = ['latin', 'han', 'kana', 'hangul', 'cyrillic', 'greek'];
const UNTAUGHT = { lines: 3, spotted: 0.6 };

/**
 * A reader for more scripts than its own model knows. The script of a line is decided by its looks before it is read (`classify.ts`); a
 * line that may be in another script is read by that script's reader as well, and both reads go on: PP-OCR reads Cyrillic
 * capitals as Latin ones without a doubt, so its confidence says nothing.
 */
export function withScripts(
  primary: Engine,
  own: readonly Script[],
  others: readonly ScriptReader[],
): Reader {
  const readers = new Map(others.map((reader) => [reader.script, reader]));
  const pages = createPageScripts();
  const vain = createInVain();
  /** Lines of a picture that were plainly in the own script, and those that were not though they were read. */
  const plain = new WeakMap<Raster, { own: number; odd: number }>();
  /** Whether pictures are in a script the spotter was taught, by how little it finds on them, and whichever way they lie. */
  const taught = new WeakMap<Raster, boolean>();
  const isReadAsOwn = (raster: Raster) => {
    const { own, odd } = plain.get(raster) ?? { own: 0, odd: 0 };
    return own >= 2 && own > odd;
  };
  // A model of an operator's own for Latin or Han is a second opinion on them.
  const foreign = SCRIPTS.filter((script) => !own.includes(script) || readers.has(script));

  const untaught = SCRIPTS.filter((script) => !SPOTTED_SCRIPTS.includes(script));
  const isUntaught = async (page: Raster) =>
    (plain.get(page)?.own ?? 0) === 0 && (await pages.isIn(page, untaught));
  const spotOnce = primary.spot === null ? null : onceALine(primary.spot);
  /** Whether another reader may have more to say: a mark in its script looks like one to the spotter, a badly read line does not. */
  const isWorthAsking = async (raster: Raster, line: Line, page: Raster) =>
    spotOnce === null || (await isUntaught(page)) || (await spotOnce(raster, line)).word >= SPOTTED;
  const scoresOf = async (raster: Raster, line: Line): Promise<ScriptScores> => {
    const told = startOf(line, ENOUGH * line.height);
    return spotOnce === null
      ? scriptScores(straighten(raster, told, 32))
      : (await spotOnce(raster, told)).scripts;
  };

  return {
    engine: primary.engine,
    ocrData: withinLimit([primary.ocrData, ...others.map(({ data }) => data)].join(' ')),
    glimpse: primary.glimpse,
    findLines: primary.findLines,
    /** What the picture is in is told by its longest lines. */
    survey(raster, lines) {
      pages.survey(raster, lines, (line) => scoresOf(raster, line), own);
    },
    async spot(raster, lines, { page = raster } = {}) {
      if (spotOnce === null) return null;
      const worth = new Map<Line, number>();
      for (const line of lines) worth.set(line, (await spotOnce(raster, line)).word);
      const spotted = [...worth.values()].filter((value) => value >= SPOTTED).length;
      if (page === raster && worth.size >= UNTAUGHT.lines)
        taught.set(page, taught.get(page) !== false && spotted < UNTAUGHT.spotted * worth.size);
      return taught.get(page) !== true && (await isUntaught(page)) ? null : worth;
    },
    async turned(raster, lines) {
      const telling = lines.filter((line) => line.length >= SHORT * line.height);
      if (spotOnce === null || telling.length === 0) return null;
      let sum = 0;
      for (const line of telling) sum += (await spotOnce(raster, line)).turned;
      return sum / telling.length;
    },
    async readLine(raster, line, options) {
      const read = await primary.readLine(raster, line, options);
      if (line.length < TOO_SHORT * line.height) return read;
      const page = options?.page ?? raster;
      const kana = readers.get('kana')?.quick;
      if (kana !== undefined && isHanInDoubt(read) && (await pages.isIn(page, ['kana']))) {
        const japanese = await orDrop('kana', () => kana(raster, line));
        if (isMoreThan(read, japanese)) return better(read, japanese);
      }
      if (options?.others === 'none') return read;
      const counts = plain.get(page) ?? { own: 0, odd: 0 };
      plain.set(page, counts);
      if (isPlainlyOwn(read)) {
        counts.own++;
        return read;
      }
      const cyrillic = readsAsCyrillic(read.text) ? readers.get('cyrillic') : undefined;
      if (cyrillic !== undefined)
        return better(read, await orDrop('cyrillic', () => cyrillic.readLine(raster, line)));
      // A mark in another script stands on such pages too, but then its line must say so clearly by itself.
      if (!foreign.some((script) => mayBe(script, read, line))) return read;
      const ownPage = isReadAsOwn(page) || (await pages.looksLike(page, own));
      if (ownPage && options?.others === 'of-the-page') return read;
      const alone = await scoresOf(raster, line);
      if (!ownPage && /\p{Ll}/u.test(read.text)) counts.odd++;
      const scores = ownPage ? alone : await pages.weigh(page, alone);
      const script = likeliest(
        foreign.filter((one) => !vain.isOver(page, one)),
        scores,
      );
      if (script === null) return read;
      const alike = line.length < SHORT * line.height && pages.telling(page) === 0;
      const least = alike ? SURE_ALONE : ownPage ? CLEARLY : SUSPECTED;
      const reader = scores[script] < least ? undefined : readers.get(script);
      if (reader === undefined || !mayBe(script, read, line)) return read;
      const isWorth =
        options?.others === 'all' ||
        (await isWorthAsking(raster, line, page)) ||
        // A page of which nothing comes out would be said to be unreadable.
        (reader.quick === undefined && read.confidence < DOUBTFUL && (await pages.isIn(page, [script])));
      const readOther = isWorth ? reader.readLine : reader.quick;
      if (readOther === undefined) return read;
      const other = await orDrop(script, () => readOther(raster, line));
      const both = better(read, other);
      if (other !== null && isWorth) vain.note(page, script, other, both.text === other.text);
      return both;
    },
    async missingScript(raster) {
      // One line that is plainly its own, and little that the spotter stumbles over, say as much as two such lines.
      const isOwn = (plain.get(raster)?.own ?? 0) > 0 && taught.get(raster) === true;
      if (isReadAsOwn(raster) || isOwn) return null;
      const { lines, scores } = await pages.average(raster);
      const script = likeliest(foreign, scores);
      const sure = lines > 1 ? SURE : SURE_ALONE;
      return script !== null && scores[script] >= sure && !readers.has(script) ? script : null;
    },
    close: async () => {
      await primary.close();
      await Promise.all(others.map((reader) => reader.close()));
    },
  };

  /** A script's engine that died is not there any more: from then on pictures in it are said to be unreadable. */
  async function orDrop(script: Script, read: () => Promise<ReadText>): Promise<ReadText | null> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      readers.delete(script);
      return null;
    }
  }
}

function likeliest(scripts: readonly Script[], scores: ScriptScores): Script | null {
  const [first, ...rest] = scripts;
  if (first === undefined) return null;
  return rest.reduce((best, one) => (scores[one] > scores[best] ? one : best), first);
}

function better(a: ReadText, b: ReadText | null): ReadText {
  if (b === null || b.text === '') return a;
  if (a.text === '') return b;
  return weightOf(a) >= weightOf(b) ? { ...a, alternative: b } : { ...b, alternative: a };
}
