import { Socket } from 'node:net';
import { dirname } from 'node:path';
import { systemClock } from '../../../shared/clock.ts';
import { messageOf } from '../../../shared/errors.ts';
import { rulesFolders } from '../../paths.ts';
import { createExaminer, type Examine } from '../examine.ts';
import { parseCatalogue } from '../match/markings/catalogue.ts';
import { createReader } from '../read/create-reader.ts';
import { readImage } from '../read/read-image.ts';
import type { Reader } from '../read/reader.ts';
import { createStopwatch } from '../stopwatch.ts';
import { endWithParent } from './end-with-parent.ts';
import { createFrameDecoder, encodeFrame, type Frame } from './frames.ts';
import { type InspectMessage, type StartMessage, TO_CHILD_CAPS, type ToChild } from './protocol.ts';
import { toWire } from './to-wire.ts';

/**
 * The child process: the only place where content is opened. Composition root of the sandbox.
 * It trusts its parent and ends when the parent is gone.
 */
const CHANNEL_FD = 3;

const channel = new Socket({ fd: CHANNEL_FD, readable: true, writable: true });
endWithParent(channel);

let examine: Examine | null = null;
const decode = createFrameDecoder(TO_CHILD_CAPS);
channel.on('data', (chunk: Buffer) => {
  for (const frame of decode(chunk)) void answer(frame);
});

async function answer(frame: Frame): Promise<void> {
  const message = frame.head as ToChild;
  if (message.type === 'start') return start(message);
  return inspect(message, frame.body);
}

async function start(message: StartMessage): Promise<void> {
  try {
    const catalogue = parseCatalogue(message.rules);
    const { engine, modelsDir, rules } = message;
    const ownWords = rules.some(({ path }) => dirname(path) !== rulesFolders(undefined)[0]);
    const reader = await createReader({ engine, modelsDir, ownWords });
    const stopwatch = createStopwatch();
    const timedReader: Reader = {
      ...reader,
      readLine: (...line) => stopwatch.during('read', () => reader.readLine(...line)),
    };
    examine = createExaminer({
      stopwatch,
      wantsFeatures: message.wantsFeatures,
      readPicture: (image, context) => readImage(image, { ...context, reader: timedReader }),
      matcher: catalogue,
      limits: message.limits,
      preset: message.preset,
      clock: systemClock,
    });
    void send({ type: 'ready', ruleset: catalogue.version, engine: reader.engine, ocrData: reader.ocrData });
  } catch (error) {
    void send({ type: 'failed', message: messageOf(error).slice(0, 4000) });
  }
}

async function inspect(message: InspectMessage, bytes: Uint8Array): Promise<void> {
  if (examine === null) throw new Error('Expected "start" before "inspect"');
  const { id } = message;
  const looked = await examine(
    { bytes, name: message.name },
    {
      deadlineMs: systemClock.nowMs() + message.budgetMs,
      onProgress: (soFar) => sendLooked('progress', id, soFar),
    },
  );
  await sendLooked('done', id, looked);
}

function sendLooked(
  type: 'progress' | 'done',
  id: number,
  looked: Parameters<typeof toWire>[0],
): Promise<void> {
  const wire = toWire(looked);
  return send({ type, id, looked: wire.looked }, wire.body);
}

/** Resolves when the pipe has taken it; a parent that is gone takes nothing, and ends this process. */
function send(head: unknown, body?: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    channel.write(Buffer.concat(encodeFrame(head, body)), () => resolve());
  });
}
