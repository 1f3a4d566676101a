import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { FaultError } from '../../../shared/errors.ts';
import type { ErrorBody } from '../contract.ts';

/** A refusal with its HTTP status; what a caller did or asked for, never a fault of ours. */
export class RequestError extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, error: ErrorBody['error']) {
    super(error.message);
    this.name = 'RequestError';
    this.status = status;
    this.body = { error };
  }
}

/** Fields whose value is never said back. */
const SECRET_FIELDS = new Set(['key']);

/**
 * The one place where errors become answers: `{error: {code, message, field?, expected?, got?}}`.
 * A fault of a neighbour is 503 with its code, anything unknown 500 without detail; both are logged, once, here.
 */
export function answerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      error: {
        code: 'NOT_FOUND',
        message: `Nothing is served at ${request.method} ${request.url.split('?')[0]}`,
      },
    } satisfies ErrorBody),
  );

  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof RequestError) return reply.code(error.status).send(error.body);
    if (hasZodFastifySchemaValidationErrors(error)) return reply.code(400).send(invalid(error, request));
    if (error instanceof FaultError) {
      request.log.error({ err: error, route: request.routeOptions.url }, 'request failed on a neighbour');
      return reply
        .code(503)
        .header('retry-after', '5')
        .send({
          error: {
            code: error.code,
            message: 'Expected the database, broker and blob store to answer; one did not',
          },
        } satisfies ErrorBody);
    }
    const status = error.statusCode ?? 500;
    if (status < 500) {
      return reply
        .code(status)
        .send({ error: { code: error.code ?? 'REFUSED', message: error.message } } satisfies ErrorBody);
    }
    request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
    return reply.code(500).send({
      error: { code: 'INTERNAL', message: 'The console failed to answer; its log says why' },
    } satisfies ErrorBody);
  });
}

function invalid(
  error: {
    validation: ReadonlyArray<{ instancePath: string; message?: string }>;
    validationContext?: string | undefined;
  },
  request: FastifyRequest,
): ErrorBody {
  const [issue] = error.validation;
  const where = error.validationContext ?? 'body';
  const path = (issue?.instancePath ?? '').split('/').filter((step) => step !== '');
  const field = path.join('.');
  const expected = issue?.message ?? 'a valid value';
  const got = SECRET_FIELDS.has(path.at(-1) ?? '')
    ? 'a value that is not shown'
    : describe(valueAt(request, where, path));
  return {
    error: {
      code: 'INVALID',
      message: `${where}${field === '' ? '' : ` field "${field}"`}: ${expected}, got ${got}`,
      ...(field === '' ? {} : { field }),
      expected,
      got,
    },
  };
}

function valueAt(request: FastifyRequest, where: string, path: readonly string[]): unknown {
  let value: unknown =
    where === 'querystring' ? request.query : where === 'params' ? request.params : request.body;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = new Map(Object.entries(value)).get(step);
  }
  return value;
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'object') return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
