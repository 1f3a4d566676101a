import { Socket } from 'node:net';
import { createExaminer, type Examine } from '../../../services/inspect/examine.ts';
import { parseCatalogue } from '../../../services/inspect/match/markings/catalogue.ts';
import { readImage } from '../../../services/inspect/read/read-image.ts';
import type { Reader } from '../../../services/inspect/read/reader.ts';
import { endWithParent } from '../../../services/inspect/sandbox/end-with-parent.ts';
import { createFrameDecoder, encodeFrame } from '../../../services/inspect/sandbox/frames.ts';
import { TO_CHILD_CAPS, type ToChild } from '../../../services/inspect/sandbox/protocol.ts';
import { toWire } from '../../../services/inspect/sandbox/to-wire.ts';
import { createStopwatch } from '../../../services/inspect/stopwatch.ts';
import { systemClock } from '../../../shared/clock.ts';

/**
 * The sandbox's child with everything real, openers, decoder of pictures, matcher, protocol, but a reader that sees no letters:
 * fuzzing is about what opens files, and reading costs a hundred times as much.
 */
const channel = new Socket({ fd: 3, readable: true, writable: true });
endWithParent(channel);

const blind: Reader = {
  engine: 'blind',
  ocrData: 'none',
  glimpse: null,
  findLines: async () => [],
  survey: () => {},
  spot: async () => null,
  readLine: async () => ({ text: '', confidence: 0 }),
  missingScript: async () => null,
  turned: async () => null,
  close: async () => {},
};

let examine: Examine | null = null;
const decode = createFrameDecoder(TO_CHILD_CAPS);
channel.on('data', (chunk: Buffer) => {
  for (const { head, body } of decode(chunk)) void answer(head as ToChild, body);
});

async function answer(message: ToChild, bytes: Uint8Array): Promise<void> {
  if (message.type === 'start') {
    const catalogue = parseCatalogue(message.rules);
    examine = createExaminer({
      stopwatch: createStopwatch(),
      readPicture: (image, context) => readImage(image, { ...context, reader: blind }),
      matcher: catalogue,
      limits: message.limits,
      preset: message.preset,
      clock: systemClock,
    });
    send({ type: 'ready', ruleset: catalogue.version, engine: 'blind', ocrData: 'none' });
    return;
  }
  if (examine === null) throw new Error('Expected "start" before "inspect"');
  const deadlineMs = systemClock.nowMs() + message.budgetMs;
  const looked = await examine({ bytes, name: message.name }, { deadlineMs, onProgress: () => {} });
  const wire = toWire(looked);
  send({ type: 'done', id: message.id, looked: wire.looked }, wire.body);
}

function send(head: unknown, body?: Uint8Array): void {
  for (const part of encodeFrame(head, body)) channel.write(part);
}
