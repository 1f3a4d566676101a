import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startKafka } from './kafka.ts';
import { startS3 } from './s3.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where test files ask for the servers that a whole run shares. */
    readonly spillwayServers: string;
  }
}

/**
 * Vitest's global set-up of the `world` project: one Kafka and one S3 for all test files, each started when the first
 * file asks for it, so that a run of one small test starts nothing. See `shared-servers.ts` for the asking side.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const starters = { '/kafka': once(() => startKafka({ nodes: 1 })), '/s3': once(startS3) };
  const server = createServer((request, response) => {
    const starter = Object.entries(starters).find(([path]) => path === request.url)?.[1];
    if (starter === undefined) {
      response.writeHead(404).end();
      return;
    }
    starter.get().then(
      ({ stop: _stop, ...facts }) => response.end(JSON.stringify(facts)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(portOf(server.address())));
  });
  project.provide('spillwayServers', `http://127.0.0.1:${port}`);
  return async () => {
    server.close();
    await Promise.all(Object.values(starters).map((starter) => starter.stop()));
  };
}

function once<T extends { stop(): Promise<void> }>(start: () => Promise<T>) {
  let started: Promise<T> | null = null;
  return {
    get: () => {
      started ??= start();
      return started;
    },
    stop: async () => {
      const running = await started?.catch(() => null);
      await running?.stop();
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP address, got none');
  return address.port;
}
