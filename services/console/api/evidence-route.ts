import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Blobs } from '../../../shared/blobs/blobs.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Db } from '../../../shared/db/db.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import { type Keyring, openEvidence } from '../../../shared/evidence.ts';
import { evidenceResponseSchema, incidentIdSchema } from '../contract.ts';
import { appendAudit } from './audit.ts';
import { RequestError } from './errors.ts';
import type { Guard } from './guard.ts';
import { findIncident } from './incident-detail.ts';

const MAX_EVIDENCE_BYTES = 64 * 1024 * 1024;

/**
 * The only way content reaches a person: reviewers alone, and the view is in the audit log before a byte is read. When the
 * row cannot be written nothing is served; when reading fails afterwards, the log holds a view that showed nothing, which
 * is the side to err on.
 */
export function evidenceRoute(
  app: FastifyInstance,
  {
    db,
    blobs,
    keyring,
    clock,
    guard,
  }: {
    readonly db: Db;
    readonly blobs: Blobs;
    readonly keyring: Keyring;
    readonly clock: Clock;
    readonly guard: Guard;
  },
): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/incidents/:id/evidence',
    {
      schema: {
        params: z.strictObject({ id: incidentIdSchema }),
        response: { 200: evidenceResponseSchema },
      },
    },
    async (request) => {
      const actor = guard.reviewer(request);
      const { id } = request.params;
      const { evidence_key: key } = await findIncident(db, id);
      if (key === null) throw absent(id);
      const atMs = clock.nowMs();
      await appendAudit(db.sql, {
        actor,
        atMs,
        entry: { action: 'evidence.view', incidentId: id, detail: {} },
      });
      const evidence = openEvidence(keyring, key, await read(blobs, key, id));
      return { evidence, recorded: { at: new Date(atMs).toISOString(), actor: actor.name } };
    },
  );
}

async function read(blobs: Blobs, key: string, id: string): Promise<Uint8Array> {
  try {
    return await blobs.get(key, { maxBytes: MAX_EVIDENCE_BYTES });
  } catch (error) {
    if (error instanceof NotFoundError) throw absent(id);
    throw error;
  }
}

function absent(id: string): RequestError {
  return new RequestError(404, {
    code: 'EVIDENCE_ABSENT',
    message: `Incident ${id} has no evidence: none was kept, or its retention has ended`,
  });
}
