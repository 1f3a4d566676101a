import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Blobs } from '../../../shared/blobs/blobs.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Db } from '../../../shared/db/db.ts';
import type { Keyring } from '../../../shared/evidence.ts';
import type { Logger } from '../../../shared/log.ts';
import type { Fingerprint } from '../../../shared/messages/fingerprint.ts';
import { createChangeFeed } from './change-feed.ts';
import { answerErrors } from './errors.ts';
import { eventStream } from './event-stream.ts';
import { evidenceRoute } from './evidence-route.ts';
import { fingerprintRoute } from './fingerprint-route.ts';
import { closeApi, createGuard } from './guard.ts';
import { incidentRoutes } from './incident-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { createSessionTokens } from './session-token.ts';
import type { User } from './users.ts';
import { webPage } from './web-page.ts';

export interface ServerOptions {
  readonly db: Db;
  readonly blobs: Blobs;
  readonly keyring: Keyring;
  readonly publishFingerprint: (fingerprint: Fingerprint) => Promise<void>;
  readonly users: readonly User[];
  /** Signs sessions; replicas share it. At least 32 characters. */
  readonly sessionSecret: string;
  /** Cookies only over HTTPS. false where the page is reached over plain HTTP on the same machine. */
  readonly secureCookies: boolean;
  /** Take the caller's address from X-Forwarded-For: only behind a proxy that sets it. */
  readonly trustProxy: boolean;
  readonly clock: Clock;
  readonly log: Logger;
  /** Folder of the built page; null serves the API alone. */
  readonly webRoot: string | null;
}

/** Puts the parts together; the order of the hooks is the order in which a request is refused. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { db, blobs, keyring, clock, log, users, publishFingerprint } = options;
  const loggerInstance: FastifyBaseLogger = log;
  const app = Fastify({
    loggerInstance,
    // Fastify's own lines carry the address with its query; ours below carry the route.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: 256 * 1024,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerErrors(app);
  await app.register(fastifyHelmet, securityHeaders(options.secureCookies));
  await app.register(fastifyCookie);
  await app.register(fastifyRateLimit, { global: false });

  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  app.addHook('onResponse', async (request, reply) => {
    log.debug(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        elapsedMs: reply.elapsedTime,
      },
      'request served',
    );
  });

  const cookie = {
    name: options.secureCookies ? '__Host-spillway' : 'spillway',
    secure: options.secureCookies,
  };
  const tokens = createSessionTokens({ secret: options.sessionSecret, users });
  const guard = createGuard({ tokens, clock, cookieName: cookie.name });
  const feed = createChangeFeed({ db, clock, log });
  closeApi(app, guard);
  sessionRoutes(app, { db, clock, users, tokens, guard, cookie });
  incidentRoutes(app, { db, clock, guard });
  evidenceRoute(app, { db, blobs, keyring, clock, guard });
  fingerprintRoute(app, { db, clock, guard, publishFingerprint });
  const events = eventStream(app, { feed, clock, guard });
  app.addHook('preClose', async () => {
    events.stop();
    await feed.stop();
  });
  app.get('/livez', async () => ({ ok: true }));
  app.get('/readyz', async () => {
    await db.ping();
    return { ok: true };
  });
  if (options.webRoot !== null) await webPage(app, options.webRoot);
  return app;
}

/** Nothing but our own files; styles that Mantine writes at run time carry the page's nonce; pictures of evidence are data. */
function securityHeaders(secure: boolean) {
  return {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' as const },
    xFrameOptions: { action: 'deny' as const },
  };
}
