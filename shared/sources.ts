import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ConfigError, messageOf } from './errors.ts';
import { type Posting, sourceIdSchema } from './messages/parts.ts';

/**
 * The registry of sources: which workspaces of the organisation Spillway may look at, and on what ground.
 * An upload from a source that is not registered, or from a channel outside its scope, is refused.
 */
const patternSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,256}$/, 'expected a channel id, or a prefix ending in "*"');

export const sourceSchema = z.strictObject({
  id: sourceIdSchema,
  name: z.string().min(1).max(200),
  /** Who answers for watching this workspace. */
  owner: z.string().min(1).max(200),
  purpose: z.string().min(1).max(500),
  legalBasis: z.string().min(1).max(500),
  /** Whether members were told that attachments are inspected, and where. */
  membersTold: z.strictObject({ told: z.boolean(), how: z.string().min(1).max(500) }),
  channels: z.strictObject({
    include: z.array(patternSchema).min(1),
    exclude: z.array(patternSchema).default([]),
  }),
  /** Direct messages are out of scope unless this says otherwise. */
  directMessages: z.boolean().default(false),
  retentionDays: z.number().int().min(1).max(3650),
});
export type Source = z.infer<typeof sourceSchema>;

const registrySchema = z.strictObject({ sources: z.array(sourceSchema).min(1) });

export interface Sources {
  readonly all: readonly Source[];
  /** null when the posting may be inspected; else the field at fault, the code and why. */
  refusal(posting: Posting): Refusal | null;
}
export interface Refusal {
  readonly code: 'source-unregistered' | 'channel-out-of-scope';
  readonly field: string;
  readonly detail: string;
}

export function sourcesOf(list: readonly Source[]): Sources {
  const byId = new Map(list.map((source) => [source.id, source]));
  return {
    all: list,
    refusal({ source: id, channel }) {
      const source = byId.get(id);
      if (source === undefined) {
        const detail = `expected one of ${byId.size} registered sources, got ${JSON.stringify(id)}`;
        return { code: 'source-unregistered', field: 'posting.source', detail };
      }
      if (channel.kind === 'direct' && !source.directMessages) {
        const detail = `source ${id} is registered without direct messages, got a direct message`;
        return { code: 'channel-out-of-scope', field: 'posting.channel.kind', detail };
      }
      const { include, exclude } = source.channels;
      if (matchesAny(include, channel.id) && !matchesAny(exclude, channel.id)) return null;
      const detail = `expected a channel in the scope of source ${id}, got one outside it`;
      return { code: 'channel-out-of-scope', field: 'posting.channel.id', detail };
    },
  };
}

function matchesAny(patterns: readonly string[], id: string): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern,
  );
}

/** @throws ConfigError with every fault of the file. */
export async function loadSources(path: string): Promise<Sources> {
  let body: unknown;
  try {
    body = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ConfigError([`Expected a JSON file of sources at ${path}: ${messageOf(error)}`]);
  }
  const parsed = registrySchema.safeParse(body);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${path}: ${issue.path.join('.') || 'file'}: ${issue.message}`),
    );
  }
  const ids = parsed.data.sources.map((source) => source.id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length > 0) throw new ConfigError(twice.map((id) => `${path}: source ${id} is registered twice`));
  return sourcesOf(parsed.data.sources);
}
