/** What a caller is told: the field, what was expected and what came. Never content, never a secret. */
export interface Refused {
  readonly status: 400 | 401 | 403 | 413 | 415;
  readonly error: {
    readonly code: string;
    readonly field: string;
    readonly expected: string;
    readonly got: string;
  };
}

export function refused(
  status: Refused['status'],
  code: string,
  field: string,
  expected: string,
  got: string,
): Refused {
  return { status, error: { code, field, expected, got } };
}

export function isRefused(value: unknown): value is Refused {
  return typeof value === 'object' && value !== null && 'status' in value && 'error' in value;
}
