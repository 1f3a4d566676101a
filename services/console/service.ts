import type { Component } from '../../shared/lifecycle.ts';
import { createServer, type ServerOptions } from './api/server.ts';

export interface ConsoleOptions extends ServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** The console as a part of a process: listens when started, and has answered every request when stopped. */
export function createConsole(options: ConsoleOptions): Component<{ readonly url: string }> {
  return {
    name: 'console',
    async start() {
      const app = await createServer(options);
      const url = await app.listen({ host: options.host, port: options.port });
      options.log.info({ url }, 'console started');
      return { value: { url }, stop: () => app.close() };
    },
  };
}
