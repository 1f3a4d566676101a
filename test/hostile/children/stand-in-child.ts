import { closeSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { endWithParent } from '../../../services/inspect/sandbox/end-with-parent.ts';
import { createFrameDecoder, encodeFrame } from '../../../services/inspect/sandbox/frames.ts';
import { TO_CHILD_CAPS, type ToChild } from '../../../services/inspect/sandbox/protocol.ts';

/**
 * A stand-in for the sandbox's child that speaks the protocol and does what the bytes tell it: the ways in which a
 * document may take a process over or down, on command.
 */
const channel = new Socket({ fd: 3, readable: true, writable: true });
endWithParent(channel);
const decode = createFrameDecoder(TO_CHILD_CAPS);
let deedArgument = '';
const kept: Uint8Array[] = [];
const clean = { mediaType: 'text/plain', findings: [], doubtful: [], uninspected: [], crops: [] };
const finding = {
  kind: 'marking',
  regime: 'us',
  axis: 'state',
  level: 'SECRET',
  rank: 3,
  rule: 'stand-in',
  confidence: 0.9,
  masked: 'SECRET••••••••',
  where: { part: '', page: 1, zone: 'header', box: null },
  places: 1,
  context: [],
  text: 'SECRET//NOFORN',
  details: {},
};

async function recogniseNoise(): Promise<void> {
  const { createWorker } = await import('tesseract.js');
  const data = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng'));
  const worker = await createWorker('eng', 1, {
    langPath: join(data, '4.0.0_best_int'),
    cacheMethod: 'none',
  });
  try {
    await worker.recognize(Buffer.from('this is no picture'));
  } catch {
    // Taken here, and still the process does not survive it.
  }
}

function send(head: unknown, body?: Uint8Array): void {
  for (const part of encodeFrame(head, body)) channel.write(part);
}

const deeds: Record<string, (id: number) => void> = {
  clean: (id) => send({ type: 'done', id, looked: clean }),
  environment: (id) =>
    send({ type: 'done', id, looked: { ...clean, mediaType: Object.keys(process.env).sort().join(' ') } }),
  pid: (id) =>
    void setTimeout(
      () => send({ type: 'done', id, looked: { ...clean, mediaType: String(process.pid) } }),
      100,
    ),
  loop: () => {
    for (;;);
  },
  exit: () => process.exit(7),
  segfault: () => process.kill(process.pid, 'SIGSEGV'),
  throw: () => {
    throw new Error('a secret word of the document');
  },
  'throw-late': () => {
    process.nextTick(() => {
      throw new WebAssembly.RuntimeError('memory access out of bounds');
    });
  },
  // The real thing: tesseract.js throws past every `try` when it cannot read an image and has no error handler.
  tesseract: () => void recogniseNoise(),
  network: (id) => {
    const seen = (mediaType: string) => send({ type: 'done', id, looked: { ...clean, mediaType } });
    const line = connect({ host: '127.0.0.1', port: Number(deedArgument) });
    line.once('connect', () => seen('connected'));
    line.once('error', () => seen('refused'));
  },
  memory: () => {
    const held: Uint8Array[] = [];
    const grow = () => {
      held.push(new Uint8Array(16 * 1024 * 1024).fill(1));
      setTimeout(grow, 5);
    };
    grow();
  },
  // Answers, and holds on to what it took.
  'keep-memory': (id) => {
    kept.push(new Uint8Array(Number(deedArgument) * 1024 * 1024).fill(1));
    send({ type: 'done', id, looked: { ...clean, mediaType: String(process.pid) } });
  },
  heap: () => {
    const held: string[][] = [];
    for (;;) held.push(new Array(100_000).fill('x').map((x, i) => `${x}${i}`));
  },
  'found-then-loop': (id) => {
    send({ type: 'progress', id, looked: { ...clean, findings: [finding] } });
    setTimeout(() => {
      for (;;);
    }, 50);
  },
  nonsense: () => channel.write(Buffer.from('this is no frame at all, not even nearly one')),
  huge: () => {
    const prefix = Buffer.alloc(8);
    prefix.writeUInt32BE(10, 0);
    prefix.writeUInt32BE(0xffff_fff0, 4);
    channel.write(prefix);
  },
  // Nothing comes, and nothing is done.
  silent: () => {},
  'answer-ahead': (id) => {
    send({ type: 'done', id, looked: clean });
    send({ type: 'done', id: id + 1, looked: clean });
  },
  flood: (id) => {
    const frame = encodeFrame({ type: 'progress', id, looked: clean });
    const pour = () => {
      while (channel.write(Buffer.concat(Array.from({ length: 200 }, () => Buffer.concat(frame)))));
      channel.once('drain', pour);
    };
    pour();
  },
  'flood-stderr': () => {
    for (;;) {
      try {
        writeSync(2, 'a secret word of the document\n'.repeat(1000));
      } catch {
        // The pipe is full.
      }
    }
  },
  // Eight megabytes of brackets: whoever walks into them by recursion runs out of stack.
  deep: (id) => {
    const details = '[__deep__]';
    const head = JSON.stringify({
      type: 'done',
      id,
      looked: { ...clean, findings: [{ ...finding, details }] },
    });
    const brackets = `${'['.repeat(3_000_000)}${']'.repeat(3_000_000)}`;
    const text = Buffer.from(head.replace(JSON.stringify(details), `{"x":${brackets}}`));
    const prefix = Buffer.alloc(8);
    prefix.writeUInt32BE(text.length, 0);
    channel.write(Buffer.concat([prefix, text]));
  },
  'hang-up': () => {
    closeSync(3);
    for (;;);
  },
  'wrong-shape': (id) => send({ type: 'done', id, looked: { ...clean, findings: [{ level: 'SECRET' }] } }),
  'other-file': (id) => send({ type: 'done', id: id + 1, looked: clean }),
  'clean-but-unread': (id) =>
    send({
      type: 'done',
      id,
      looked: { ...clean, uninspected: [{ part: 'page 3', reason: 'unreadable', limit: null }] },
    }),
};

channel.on('data', (chunk: Buffer) => {
  for (const { head, body } of decode(chunk)) {
    const message = head as ToChild;
    if (message.type === 'start') {
      if (message.rules.some(({ text }) => text === 'refuse'))
        send({ type: 'failed', message: 'rules/us.yaml:3: no such level' });
      else if (message.rules.some(({ text }) => text === 'crash')) process.exit(9);
      else
        send({
          type: 'ready',
          ruleset: message.rules[0]?.text ?? 'stand-in',
          engine: 'stand-in',
          ocrData: 'none',
        });
      continue;
    }
    const [name = '', argument = ''] = Buffer.from(body).toString('utf8').split(' ');
    deedArgument = argument;
    const deed = deeds[name];
    if (deed === undefined) throw new Error('Expected the name of a deed');
    deed(message.id);
  }
});
