import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Random } from '../corpus/random.ts';
import { postUpload } from '../support/intake-client.ts';

/** One posting that intake answered with 202: from here on it must not be lost. */
export interface Acknowledged {
  readonly uploadId: string;
  readonly sha256: string;
  readonly expected: 'found' | 'clean' | 'uninspected';
  /** When posting it was first tried, in milliseconds since the epoch. */
  readonly begunMs: number;
}

export interface Load {
  readonly acknowledged: ReadonlyMap<string, Acknowledged>;
  /** Answers by status; 0 is a connection that broke. */
  readonly answers: ReadonlyMap<number, number>;
  /** Longest time between two uploads that were taken. */
  longestGapMs(): number;
  stop(): Promise<void>;
}

interface File {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly expected: Acknowledged['expected'];
}

const PAUSE_AFTER_REFUSAL_MS = 400;

/**
 * Posts small files as integrators do: again and again until it is taken. Some are forwards of a file that was posted
 * before, some are sent twice although they were taken.
 */
export function startLoad(
  door: { readonly intakeUrl: string; readonly intakeSecret: string },
  random: Random,
  { posters, everyMs }: { readonly posters: number; readonly everyMs: number },
): Load {
  const acknowledged = new Map<string, Acknowledged>();
  const answers = new Map<number, number>();
  let stopping = false;
  let serial = 0;
  let takenMs = Number.NaN;
  let longestGapMs = 0;
  const forwards = Array.from({ length: 6 }, (_, index) => textFile(`forward ${index}`, index % 2 === 0));

  async function nextFile(number: number): Promise<File> {
    const kind = random.next();
    if (kind < 0.3) return random.pick(forwards);
    if (kind < 0.6) return textFile(`memorandum ${number}`, true);
    if (kind < 0.93) return textFile(`lunch ${number}`, false);
    if (kind < 0.97) return { bytes: new Uint8Array(), name: 'empty.txt', expected: 'uninspected' };
    return { bytes: await speck(number), name: 'speck.png', expected: 'clean' };
  }

  async function post(file: File, where: { message: string; channel: string; begunMs: number }) {
    const { message, channel, begunMs } = where;
    try {
      const { status, body } = await postUpload(
        door,
        { file: file.bytes, name: file.name, message, channel },
        { timeoutMs: 20_000 },
      );
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (status !== 202) return false;
      if (!Number.isNaN(takenMs)) longestGapMs = Math.max(longestGapMs, Date.now() - takenMs);
      takenMs = Date.now();
      const uploadId = uploadIdOf(body);
      const sha256 = createHash('sha256').update(file.bytes).digest('hex');
      if (!acknowledged.has(uploadId))
        acknowledged.set(uploadId, { uploadId, sha256, expected: file.expected, begunMs });
      return true;
    } catch {
      answers.set(0, (answers.get(0) ?? 0) + 1);
      return false;
    }
  }

  async function poster(): Promise<void> {
    while (!stopping) {
      serial += 1;
      const where = { message: `m-${serial}`, channel: `ops-${random.int(1, 40)}`, begunMs: Date.now() };
      const file = await nextFile(serial);
      const again = random.chance(0.05);
      while (!(await post(file, where)) && !stopping) await pause(PAUSE_AFTER_REFUSAL_MS);
      if (again && !stopping) await post(file, where);
      await pause(everyMs * random.between(0.5, 1.5));
    }
  }
  const running = Promise.all(Array.from({ length: posters }, poster));

  return {
    acknowledged,
    answers,
    longestGapMs: () => longestGapMs,
    stop: async () => {
      stopping = true;
      await running;
    },
  };
}

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

function textFile(subject: string, marked: boolean): File {
  const mark = marked ? 'SECRET//NOFORN\n\n' : '';
  const bytes = Buffer.from(`${mark}NOTE ON THE HARBOUR\n\nAbout ${subject}: the crane is late.\n\n${mark}`);
  return { bytes, name: 'note.txt', expected: marked ? 'found' : 'clean' };
}

/** A picture without writing; the digest differs with the number. */
function speck(number: number): Promise<Buffer> {
  const background = { r: number % 256, g: (number >> 8) % 256, b: 120 };
  return sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .png()
    .toBuffer();
}

function uploadIdOf(body: unknown): string {
  if (typeof body === 'object' && body !== null && 'uploadId' in body && typeof body.uploadId === 'string')
    return body.uploadId;
  throw new Error('Expected an uploadId in a 202 answer, got none');
}
