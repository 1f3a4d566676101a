import { type Kysely, type Migration, sql } from 'kysely';

/** In order; a landed migration is never edited, only followed by another. */
export const migrations: Record<string, Migration> = {
  '0001-incidents': {
    async up(db: Kysely<unknown>) {
      await sql`
        create table incidents (
          id text primary key,
          source text not null,
          sha256 text not null,
          kind text not null check (kind in ('found', 'uninspected')),
          media_type text,
          size_bytes double precision not null,
          rank smallint,
          regime text,
          level text,
          confidence double precision,
          complete boolean not null,
          findings jsonb not null,
          doubtful jsonb not null,
          uninspected jsonb not null,
          evidence_key text,
          inspector jsonb not null,
          status text not null default 'open' check (status in ('open', 'acknowledged', 'closed')),
          close_reason text,
          first_seen_at timestamptz not null,
          last_seen_at timestamptz not null,
          updated_at timestamptz not null,
          unique (source, sha256)
        )`.execute(db);
      await sql`create index incidents_by_time on incidents (last_seen_at desc, id)`.execute(db);
      await sql`
        create table occurrences (
          upload_id text primary key,
          incident_id text not null references incidents (id) on delete cascade,
          channel_id text not null,
          channel_name text,
          message_id text not null,
          attachment_id text not null,
          sender text,
          posted_at timestamptz not null,
          seen_at timestamptz not null
        )`.execute(db);
      await sql`create index occurrences_by_incident on occurrences (incident_id, posted_at)`.execute(db);
      await sql`
        create table verdict_states (
          upload_id text primary key,
          source text not null,
          verdict text not null,
          inspected_at timestamptz not null,
          elapsed_ms double precision not null
        )`.execute(db);
      await sql`
        create table outbox (
          id bigserial primary key,
          topic text not null,
          key text not null,
          headers jsonb not null,
          value text not null,
          created_at timestamptz not null,
          claimed_until timestamptz
        )`.execute(db);
      await sql`
        create table audit (
          id bigserial primary key,
          at timestamptz not null,
          actor text not null,
          role text not null,
          action text not null,
          incident_id text,
          detail jsonb not null
        )`.execute(db);
      await sql`create index audit_by_incident on audit (incident_id, at)`.execute(db);
    },
  },
  '0002-embedded-broker': {
    async up(db: Kysely<unknown>) {
      await sql`
        create table broker_topics (
          name text primary key,
          partitions integer not null,
          cleanup text not null,
          retention_ms bigint
        )`.execute(db);
      await sql`
        create table broker_messages (
          topic text not null,
          partition integer not null,
          "offset" bigint not null,
          key bytea,
          value bytea,
          headers bytea not null,
          at_ms bigint not null,
          primary key (topic, partition, "offset")
        )`.execute(db);
      await sql`
        create table broker_offsets (
          group_id text not null,
          topic text not null,
          partition integer not null,
          next bigint not null,
          primary key (group_id, topic, partition)
        )`.execute(db);
    },
  },
  '0003-console': {
    async up(db: Kysely<unknown>) {
      // What the console asks every second (which incidents changed) and every few seconds (verdicts of a day).
      await sql`create index incidents_by_change on incidents (updated_at)`.execute(db);
      await sql`create index verdict_states_by_time on verdict_states (inspected_at)`.execute(db);
    },
  },
  '0004-inspections': {
    async up(db: Kysely<unknown>) {
      await sql`
        create table inspections (
          sha256 text not null,
          inspector text not null,
          attempts integer not null,
          claim text not null,
          claimed_until timestamptz not null,
          report jsonb,
          evidence_key text,
          kept_until timestamptz not null,
          primary key (sha256, inspector)
        )`.execute(db);
      await sql`create index inspections_by_end on inspections (kept_until)`.execute(db);
    },
  },
  '0005-document-features': {
    async up(db: Kysely<unknown>) {
      await sql`
        create table document_features (
          source text not null,
          sha256 text not null,
          verdict text not null,
          rank smallint,
          form smallint not null,
          key_id text not null,
          features bytea not null,
          seen_at timestamptz not null,
          kept_until timestamptz not null,
          primary key (source, sha256)
        )`.execute(db);
      await sql`create index document_features_by_document on document_features (sha256)`.execute(db);
      await sql`create index document_features_by_time on document_features (seen_at, source, sha256)`.execute(
        db,
      );
      await sql`create index document_features_by_end on document_features (kept_until)`.execute(db);
    },
  },
};
