import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Clock } from '../../../shared/clock.ts';
import type { Db } from '../../../shared/db/db.ts';
import { errorSchema, sessionSchema, signInSchema, whoSchema } from '../contract.ts';
import { appendAudit } from './audit.ts';
import { RequestError } from './errors.ts';
import type { Guard } from './guard.ts';
import { SESSION_MS, type SessionTokens } from './session-token.ts';
import { findByKey, type User } from './users.ts';

export interface SessionCookie {
  readonly name: string;
  /** false only where the console is reached over plain HTTP on the same machine. */
  readonly secure: boolean;
}

const SIGN_INS_A_MINUTE = 10;

/** Sign-in with an access key, sign-out, and who is signed in. */
export function sessionRoutes(
  app: FastifyInstance,
  {
    db,
    clock,
    users,
    tokens,
    guard,
    cookie,
  }: {
    readonly db: Db;
    readonly clock: Clock;
    readonly users: readonly User[];
    readonly tokens: SessionTokens;
    readonly guard: Guard;
    readonly cookie: SessionCookie;
  },
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure: cookie.secure } as const;

  routes.post(
    '/api/session',
    {
      config: { rateLimit: { max: SIGN_INS_A_MINUTE, timeWindow: 60_000 } },
      schema: { body: signInSchema, response: { 200: sessionSchema, 401: errorSchema } },
    },
    async (request, reply) => {
      const user = findByKey(users, request.body.key);
      if (user === null) {
        request.log.warn('sign-in refused');
        throw new RequestError(401, { code: 'KEY_UNKNOWN', message: 'This access key is not known' });
      }
      const nowMs = clock.nowMs();
      await appendAudit(db.sql, {
        actor: user,
        atMs: nowMs,
        entry: { action: 'session.start', incidentId: null, detail: {} },
      });
      return reply
        .setCookie(cookie.name, tokens.issue(user, nowMs), { ...attributes, maxAge: SESSION_MS / 1000 })
        .send({ name: user.name, role: user.role, expiresAt: new Date(nowMs + SESSION_MS).toISOString() });
    },
  );

  routes.delete('/api/session', async (_request, reply) =>
    reply.clearCookie(cookie.name, attributes).code(204).send(),
  );

  routes.get('/api/session', { schema: { response: { 200: whoSchema } } }, async (request) => ({
    session: guard.who(request),
  }));
}
