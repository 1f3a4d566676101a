import { createServer } from 'node:http';
import type { Registry } from 'prom-client';
import type { Component } from './lifecycle.ts';
import type { Logger } from './log.ts';

/**
 * `/livez`: restart me when this fails. `/readyz`: send me nothing while this fails. `/metrics`: Prometheus.
 * Checks give the reason when they fail; null is healthy. Reasons are ours, never content.
 */
export interface HealthChecks {
  live(): string | null;
  ready(): string | null;
}

export function createHealth(options: {
  host: string;
  port: number;
  registry: Registry;
  checks: HealthChecks;
  log: Logger;
}): Component<{ url: string }> {
  const { host, port, registry, checks, log } = options;
  return {
    name: 'health',
    async start() {
      const server = createServer((request, response) => {
        const answer = (status: number, text: string, type = 'text/plain; charset=utf-8') =>
          response.writeHead(status, { 'content-type': type }).end(text);
        const check = (reason: string | null) => answer(reason === null ? 200 : 503, `${reason ?? 'ok'}\n`);
        if (request.url === '/livez') return check(checks.live());
        if (request.url === '/readyz') return check(checks.ready());
        if (request.url !== '/metrics') return answer(404, 'expected /livez, /readyz or /metrics\n');
        registry.metrics().then(
          (text) => answer(200, text, registry.contentType),
          (error: unknown) => {
            log.error({ err: error }, 'metrics failed');
            answer(500, 'metrics failed\n');
          },
        );
      });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, resolve);
      });
      const address = server.address();
      const url = `http://${host}:${typeof address === 'object' && address !== null ? address.port : port}`;
      log.info({ url }, 'health listening');
      return {
        value: { url },
        stop: () =>
          new Promise((resolve, reject) => {
            server.close((error) => (error === undefined ? resolve() : reject(error)));
            server.closeAllConnections();
          }),
      };
    },
  };
}
