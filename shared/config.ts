import { z } from 'zod';
import { ConfigError } from './errors.ts';

/**
 * Configuration is parsed once, at the edge, by a schema: every fault in one report, secrets hidden.
 * Mark a secret with `.meta({ secret: true })`; say what is expected with `.describe('an integer ≥ 1')`.
 */
export function parseEnvironment<S extends z.ZodRawShape>(
  shape: S,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<z.ZodObject<S>> {
  const given = Object.fromEntries(
    Object.keys(shape).map((name) => [name, emptyAsMissing(environment[name])]),
  );
  const unknown = Object.keys(environment).filter((name) => name.startsWith('SPILLWAY_') && !(name in shape));
  const faults = unknown.map(
    (name) => `\`${name}\` is not a setting${suggestionFor(name, Object.keys(shape))}`,
  );
  const parsed = z.object(shape).safeParse(given);
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => faultOf(shape, given, issue)));
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return parsed.data;
}

function emptyAsMissing(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

function faultOf(
  shape: z.ZodRawShape,
  given: Record<string, string | undefined>,
  issue: z.core.$ZodIssue,
): string {
  const name = String(issue.path[0] ?? '');
  const field = shape[name];
  const meta = metaOf(field);
  const expected = typeof meta?.description === 'string' ? meta.description : issue.message;
  const got = given[name];
  if (got === undefined) return `Expected \`${name}\` to be ${expected}, got nothing`;
  const shown = meta?.secret === true ? `a value of ${got.length} characters` : JSON.stringify(got);
  return `Expected \`${name}\` to be ${expected}, got ${shown}`;
}

/** What was said of the field, also when a default or `optional` was put around it afterwards. */
function metaOf(field: unknown): z.GlobalMeta | undefined {
  if (!(field instanceof z.ZodType)) return undefined;
  const inner =
    field instanceof z.ZodDefault || field instanceof z.ZodOptional ? metaOf(field.unwrap()) : undefined;
  return { ...inner, ...field.meta() };
}

/** A setting that begins alike, for a typo at the end; nothing when none does. */
function suggestionFor(name: string, known: readonly string[]): string {
  const near = known.find((candidate) => candidate.startsWith(name.slice(0, 14)));
  return near === undefined ? '' : `; did you mean \`${near}\`?`;
}

export const integer = (min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).describe(`an integer from ${min} to ${max}`);
