import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { openSocket } from './kafka-connection.ts';

it('collects nothing on a socket that the library lets go of again and again', async () => {
  const server = createServer((socket) => socket.destroy());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const socket = openSocket({ host: '127.0.0.1', port, onConnect: () => undefined });
  socket.resume();
  await once(socket, 'close');
  const before = socket.listenerCount('connect');
  for (let turn = 0; turn < 20; turn += 1) {
    socket.end();
    socket.unref();
  }
  expect(socket.listenerCount('connect')).toBe(before);
  server.close();
});
