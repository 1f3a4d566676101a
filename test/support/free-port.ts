import { createServer } from 'node:net';

/** A port nobody listens on now. Another process may take it before you do; callers that start servers find out and say so. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('Expected a TCP address from the operating system, got none')),
      );
    });
  });
}
