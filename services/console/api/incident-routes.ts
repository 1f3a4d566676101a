import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../../../shared/clock.ts';
import type { Db } from '../../../shared/db/db.ts';
import {
  type Action,
  actionSchema,
  bulkResultSchema,
  bulkSchema,
  incidentDetailSchema,
  incidentIdSchema,
  incidentPageSchema,
  listQuerySchema,
  overviewSchema,
} from '../contract.ts';
import type { Actor } from './audit.ts';
import { RequestError } from './errors.ts';
import type { Guard } from './guard.ts';
import { act } from './incident-actions.ts';
import { findIncident, readDetail } from './incident-detail.ts';
import { listIncidents } from './incident-list.ts';
import { createOverview } from './overview.ts';

const paramsSchema = z.strictObject({ id: incidentIdSchema });

/** What every signed-in analyst may do: watch, look, acknowledge, close, reopen. */
export function incidentRoutes(
  app: FastifyInstance,
  { db, clock, guard }: { readonly db: Db; readonly clock: Clock; readonly guard: Guard },
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const overview = createOverview({ db, clock });

  routes.get('/api/overview', { schema: { response: { 200: overviewSchema } } }, () => overview.read());

  routes.get(
    '/api/incidents',
    { schema: { querystring: listQuerySchema, response: { 200: incidentPageSchema } } },
    (request) => listIncidents(db, request.query),
  );

  routes.get(
    '/api/incidents/:id',
    { schema: { params: paramsSchema, response: { 200: incidentDetailSchema } } },
    (request) => readDetail(db, request.params.id),
  );

  routes.post(
    '/api/incidents/:id/actions',
    { schema: { params: paramsSchema, body: actionSchema, response: { 200: incidentDetailSchema } } },
    async (request) => {
      await actOnOne(request.params.id, request.body, guard.session(request));
      return readDetail(db, request.params.id);
    },
  );

  routes.post(
    '/api/incidents/actions',
    { schema: { body: bulkSchema, response: { 200: bulkResultSchema } } },
    async (request) => {
      const { name, role } = guard.session(request);
      const { ids, action } = request.body;
      const results = await act(db, { ids, action, actor: { name, role }, nowMs: clock.nowMs() });
      overview.forget();
      return { results };
    },
  );

  /** One incident: what could not be done is an answer with the state it is in, not a quiet success. */
  async function actOnOne(id: string, action: Action, { name, role }: Actor): Promise<void> {
    const [result] = await act(db, { ids: [id], action, actor: { name, role }, nowMs: clock.nowMs() });
    overview.forget();
    if (result?.outcome === 'done') return;
    const { status } = await findIncident(db, id);
    throw new RequestError(409, {
      code: 'STEP_NOT_POSSIBLE',
      message: `Cannot ${action.type} incident ${id}: it is ${status} already`,
      field: 'type',
      got: status,
    });
  }
}
