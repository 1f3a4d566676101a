import fastify from 'fastify';
import type { Registry } from 'prom-client';
import { FaultError } from '../../shared/errors.ts';
import type { Component } from '../../shared/lifecycle.ts';
import type { Logger } from '../../shared/log.ts';
import { createIntakeMetrics } from './metrics.ts';
import { createIntakePipeline, type IntakeParts } from './pipeline.ts';
import { isRefused } from './refusal.ts';

export interface IntakeOptions extends IntakeParts {
  readonly host: string;
  readonly port: number;
  readonly maxUploadBytes: number;
  readonly log: Logger;
  readonly registry: Registry;
}

/** Room for the form's other parts around the file. */
const FORM_OVERHEAD_BYTES = 64 * 1024;
const RETRY_AFTER_S = 5;

/** `POST /v1/uploads`: 202 after the bytes are stored and the upload is acknowledged; 503 with Retry-After when either cannot be. */
export function createIntake(options: IntakeOptions): Component<{ url: string }> {
  const { log } = options;
  const takeUpload = createIntakePipeline(options);
  const metrics = createIntakeMetrics(options.registry);

  return {
    name: 'intake',
    async start() {
      const server = fastify({ bodyLimit: options.maxUploadBytes + FORM_OVERHEAD_BYTES, logger: false });
      server.removeAllContentTypeParsers();
      server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      server.post('/v1/uploads', async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : new Uint8Array();
        const answer = await takeUpload({
          source: headerOf(request.headers['spillway-source']),
          signature: headerOf(request.headers['spillway-signature']),
          contentType: request.headers['content-type'],
          traceparent: headerOf(request.headers.traceparent),
          body,
        });
        if (!isRefused(answer)) {
          log.info({ uploadId: answer.uploadId, sizeBytes: body.length }, 'upload accepted');
          return reply.code(202).send(answer);
        }
        log.warn(
          { status: answer.status, code: answer.error.code, field: answer.error.field },
          'upload refused',
        );
        return reply.code(answer.status).send({ error: answer.error });
      });
      server.addHook('onResponse', (request, reply, done) => {
        const sizeBytes = Buffer.isBuffer(request.body) ? request.body.length : 0;
        metrics.answered(reply.statusCode, reply.elapsedTime, sizeBytes);
        done();
      });
      server.setErrorHandler((error: Error & { statusCode?: number; code?: string }, _request, reply) => {
        if (error instanceof FaultError) {
          log.error({ err: error }, 'upload not taken');
          return reply
            .code(503)
            .header('retry-after', RETRY_AFTER_S)
            .send({
              error: {
                code: error.code,
                field: 'service',
                expected: 'broker and blob store to answer',
                got: 'no answer',
              },
            });
        }
        const status = error.statusCode ?? 500;
        if (status === 413) {
          const expected = `at most ${options.maxUploadBytes} bytes`;
          return reply.code(413).send({ error: { code: 'TOO_LARGE', field: 'file', expected, got: 'more' } });
        }
        if (status >= 500) log.error({ err: error }, 'request failed');
        return reply.code(status).send({
          error: {
            code: error.code ?? 'FAILED',
            field: 'request',
            expected: 'POST /v1/uploads',
            got: error.name,
          },
        });
      });
      const url = await server.listen({ host: options.host, port: options.port });
      log.info({ url }, 'intake listening');
      return { value: { url }, stop: () => server.close() };
    },
  };
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
