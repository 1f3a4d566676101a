import { createHash } from 'node:crypto';
import type { Db } from '../../shared/db/db.ts';
import type { Rank } from '../../shared/messages/parts.ts';
import type { Uninspected, VerdictFinding } from '../../shared/messages/verdict.ts';

/** Fictional incidents for the console's tests: rows as the alert service leaves them. */

export interface SampleIncident {
  readonly name: string;
  readonly source?: string;
  readonly kind?: 'found' | 'uninspected';
  readonly level?: string | null;
  readonly regime?: string | null;
  readonly rank?: Rank | null;
  readonly confidence?: number | null;
  readonly status?: 'open' | 'acknowledged' | 'closed';
  readonly closeReason?: string;
  readonly findings?: readonly VerdictFinding[];
  readonly doubtful?: readonly VerdictFinding[];
  readonly uninspected?: readonly Uninspected[];
  readonly evidenceKey?: string;
  readonly mediaType?: string | null;
  readonly channels?: ReadonlyArray<{ readonly id: string; readonly name: string | null }>;
  readonly seenAtMs: number;
  readonly updatedAtMs?: number;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

export function sampleId({ name, source = 'harbour-chat' }: Pick<SampleIncident, 'name' | 'source'>): string {
  return `inc_${digest(`${source}|${digest(name)}`).slice(0, 24)}`;
}

export function sampleFinding(over: Partial<VerdictFinding> = {}): VerdictFinding {
  return {
    kind: 'marking',
    regime: 'us',
    axis: 'state',
    level: 'SECRET',
    rank: 3,
    rule: 'us/banner',
    confidence: 0.96,
    masked: 'SECRET//••••••',
    where: { part: '', page: 1, zone: 'header', box: [0.3, 0.02, 0.4, 0.03] },
    places: 2,
    context: [
      { code: 'authority-block', effect: 'raises' },
      { code: 'repeated-top-and-bottom', effect: 'raises' },
    ],
    ...over,
  };
}

/** Writes one incident with one occurrence a channel, and a verdict for each; gives its id. */
export async function addIncident(db: Db, sample: SampleIncident): Promise<string> {
  const id = sampleId(sample);
  const source = sample.source ?? 'harbour-chat';
  const kind = sample.kind ?? 'found';
  const found = kind === 'found';
  const seenAt = new Date(sample.seenAtMs);
  const channels = sample.channels ?? [{ id: 'C0LOGISTICS', name: 'logistics' }];
  await db.sql
    .insertInto('incidents')
    .values({
      id,
      source,
      sha256: digest(sample.name),
      kind,
      media_type: sample.mediaType === undefined ? 'image/png' : sample.mediaType,
      size_bytes: 184_320,
      rank: sample.rank === undefined ? (found ? 3 : null) : sample.rank,
      regime: sample.regime === undefined ? (found ? 'us' : null) : sample.regime,
      level: sample.level === undefined ? (found ? 'SECRET' : null) : sample.level,
      confidence: sample.confidence === undefined ? (found ? 0.96 : null) : sample.confidence,
      complete: (sample.uninspected ?? []).length === 0,
      findings: JSON.stringify(sample.findings ?? (found ? [sampleFinding()] : [])),
      doubtful: JSON.stringify(sample.doubtful ?? []),
      uninspected: JSON.stringify(sample.uninspected ?? []),
      evidence_key: sample.evidenceKey ?? null,
      inspector: JSON.stringify({
        ruleset: '2026.11+ab12cd34',
        engine: 'tesseract.js 7.0.0',
        ocrData: 'eng+chi_sim',
      }),
      status: sample.status ?? 'open',
      close_reason: sample.closeReason ?? null,
      first_seen_at: seenAt,
      last_seen_at: seenAt,
      updated_at: new Date(sample.updatedAtMs ?? sample.seenAtMs),
    })
    .execute();
  for (const [index, channel] of channels.entries()) {
    await db.sql
      .insertInto('occurrences')
      .values({
        upload_id: `up_${digest(`${id}${index}`).slice(0, 16)}`,
        incident_id: id,
        channel_id: channel.id,
        channel_name: channel.name,
        message_id: `17641${digest(`${id}m${index}`).slice(0, 8)}.000${index}00`,
        attachment_id: `F${digest(`${id}a${index}`).slice(0, 8).toUpperCase()}`,
        sender: `p_${digest(`sender ${index}`).slice(0, 32)}`,
        posted_at: new Date(sample.seenAtMs - index * 95_000),
        seen_at: new Date(sample.seenAtMs + 1_800),
      })
      .execute();
    await addVerdict(db, { name: `${id}${index}`, source, verdict: kind, atMs: sample.seenAtMs });
  }
  return id;
}

export async function addVerdict(
  db: Db,
  {
    name,
    source = 'harbour-chat',
    verdict,
    atMs,
  }: {
    readonly name: string;
    readonly source?: string;
    readonly verdict: 'found' | 'clean' | 'uninspected';
    readonly atMs: number;
  },
): Promise<void> {
  await db.sql
    .insertInto('verdict_states')
    .values({
      upload_id: `up_${digest(name).slice(0, 16)}`,
      source,
      verdict,
      inspected_at: new Date(atMs),
      elapsed_ms: 640,
    })
    .execute();
}
