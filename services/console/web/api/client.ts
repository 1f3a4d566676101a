import type { z } from 'zod';
import { CONSOLE_HEADER, errorSchema } from '../../contract.ts';

/** The API refused, or did not answer (`status` 0). `message` can be shown. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | null;

  constructor(status: number, code: string, message: string, field: string | null = null) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Calls the API and reads the answer by its schema; every failure is an `ApiError`. */
export async function call<S extends z.ZodType>(
  path: string,
  schema: S,
  options: Call = {},
): Promise<z.infer<S>> {
  const response = await reach(path, options);
  const body: unknown = response.status === 204 ? null : await response.json().catch(() => undefined);
  if (!response.ok) throw refusal(response.status, body);
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    throw new ApiError(
      response.status,
      'ANSWER_UNKNOWN',
      'The console answered in a form this page does not know. Reload the page.',
    );
  }
  return parsed.data;
}

async function reach(path: string, { method = 'GET', body, signal }: Call): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      headers: {
        [CONSOLE_HEADER]: '1',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, 'UNREACHABLE', 'The console does not answer. Nothing was changed.');
  }
}

function refusal(status: number, body: unknown): ApiError {
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success)
    return new ApiError(status, 'REFUSED', `The console answered ${status} without a reason.`);
  const { code, message, field } = parsed.data.error;
  return new ApiError(status, code, message, field ?? null);
}
