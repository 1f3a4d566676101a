import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Clock } from '../../../shared/clock.ts';
import type { Db } from '../../../shared/db/db.ts';
import { type Fingerprint, fingerprintIdOf } from '../../../shared/messages/fingerprint.ts';
import { registeredSchema, registerSchema } from '../contract.ts';
import { appendAudit } from './audit.ts';
import type { Guard } from './guard.ts';

/**
 * Registers a document by its digest; the page computes it, the document itself never leaves the reviewer's machine.
 * The audit row comes first: a row for a document that did not reach the topic (the caller gets an error and tries again)
 * is better than a registered document that nobody answers for. The id follows from the digest, so trying again is safe.
 */
export function fingerprintRoute(
  app: FastifyInstance,
  {
    db,
    clock,
    guard,
    publishFingerprint,
  }: {
    readonly db: Db;
    readonly clock: Clock;
    readonly guard: Guard;
    /** Resolves when the broker has it. Throws FaultError. */
    readonly publishFingerprint: (fingerprint: Fingerprint) => Promise<void>;
  },
): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .post(
      '/api/fingerprints',
      { schema: { body: registerSchema, response: { 201: registeredSchema } } },
      async (request, reply) => {
        const actor = guard.reviewer(request);
        const { name, owner, rank, sha256, sizeBytes } = request.body;
        const atMs = clock.nowMs();
        const fingerprint: Fingerprint = {
          fingerprintId: fingerprintIdOf(sha256),
          kind: 'document',
          name,
          owner,
          rank,
          exact: { sha256, sizeBytes },
          registeredAt: new Date(atMs).toISOString(),
        };
        await appendAudit(db.sql, {
          actor,
          atMs,
          entry: {
            action: 'fingerprint.register',
            incidentId: null,
            detail: { fingerprintId: fingerprint.fingerprintId, owner, rank },
          },
        });
        await publishFingerprint(fingerprint);
        return reply.code(201).send({ fingerprintId: fingerprint.fingerprintId });
      },
    );
}
