import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../../shared/clock.ts';
import { CONSOLE_HEADER, type Session } from '../contract.ts';
import type { Actor } from './audit.ts';
import { RequestError } from './errors.ts';
import type { SessionTokens } from './session-token.ts';

/** Reachable without a session. */
const OPEN_ROUTES = new Set(['GET /api/session', 'POST /api/session', 'DELETE /api/session']);
/** EventSource cannot send a header of ours; the stream changes nothing and the cookie is same-site. */
const STREAM = '/api/events';

export interface Guard {
  /** null without a session. */
  who(request: FastifyRequest): Session | null;
  /** @throws RequestError 401 without a session. */
  session(request: FastifyRequest): Session;
  /** @throws RequestError 401 without a session, 403 with one that is not a reviewer's. */
  reviewer(request: FastifyRequest): Actor;
}

export function createGuard(options: {
  readonly tokens: SessionTokens;
  readonly clock: Clock;
  readonly cookieName: string;
}): Guard {
  function who(request: FastifyRequest): Session | null {
    const token = request.cookies[options.cookieName];
    const read = token === undefined ? null : options.tokens.read(token, options.clock.nowMs());
    if (read === null) return null;
    return {
      name: read.user.name,
      role: read.user.role,
      expiresAt: new Date(read.expiresAtMs).toISOString(),
    };
  }

  function session(request: FastifyRequest): Session {
    const found = who(request);
    if (found === null) {
      throw new RequestError(401, {
        code: 'SIGNED_OUT',
        message: 'Expected a session, got none or one that has ended',
      });
    }
    return found;
  }

  return {
    who,
    session,
    reviewer(request) {
      const { name, role } = session(request);
      if (role !== 'reviewer') {
        throw new RequestError(403, {
          code: 'ROLE_REQUIRED',
          message: `Expected the role reviewer, got ${role}`,
          expected: 'reviewer',
          got: role,
        });
      }
      return { name, role };
    },
  };
}

/** Stands before every route under /api, so that a new route is closed until it is opened here. */
export function closeApi(app: FastifyInstance, guard: Guard): void {
  app.addHook('onRequest', async (request) => {
    const path = request.url.split('?')[0] ?? '';
    if (!path.startsWith('/api/')) return;
    const crossSite = request.headers['sec-fetch-site'] === 'cross-site';
    if (crossSite || (path !== STREAM && request.headers[CONSOLE_HEADER] === undefined)) {
      throw new RequestError(403, {
        code: 'CROSS_SITE',
        message: `Expected a request of the console's own page, with the header ${CONSOLE_HEADER}`,
        field: CONSOLE_HEADER,
      });
    }
    if (!OPEN_ROUTES.has(`${request.method} ${path}`)) guard.session(request);
  });
}
