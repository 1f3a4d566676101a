import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ConfigError } from '../../../shared/errors.ts';

/** Where the page's own router takes over; anything else unknown is 404. */
const PAGES = ['/', '/incidents/:id', '/not-inspected', '/not-inspected/:id', '/register'];
/** `vite.config.ts` writes this in place of the nonce. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/**
 * Serves the built page. Assets carry their hash in the name and are kept for ever; the page itself is never kept, because
 * it holds the nonce of its own policy.
 * @throws ConfigError when `webRoot` holds no built page.
 */
export async function webPage(app: FastifyInstance, webRoot: string): Promise<void> {
  const file = join(webRoot, 'index.html');
  let html: string;
  try {
    html = await readFile(file, 'utf8');
  } catch (cause) {
    throw new ConfigError([
      `expected the built page at ${file}, got ${String(cause)}; run \`npm run build\``,
    ]);
  }
  const serve = (_request: unknown, reply: FastifyReply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(html.replaceAll(NONCE_PLACEHOLDER, reply.cspNonce.style));
  for (const path of PAGES) app.get(path, serve);

  await app.register(fastifyStatic, {
    root: join(webRoot, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    immutable: true,
    maxAge: '365d',
  });
}
