import type { ColumnType, Generated } from 'kysely';
import type { Rank } from '../messages/parts.ts';
import type { Uninspected, VerdictFinding } from '../messages/verdict.ts';

/** Written as a JSON string, read as the value. */
type Json<T> = ColumnType<T, string, string>;
/** Written as a Date or ISO string, read as a Date. */
type Time = ColumnType<Date, Date | string, Date | string>;

/** One document in one source: everything analysts act on. Never joined over sources. */
export interface IncidentTable {
  /** "inc_" and 24 hexadecimal digits of sha-256(source|sha256): the same document in the same source is the same incident. */
  readonly id: string;
  readonly source: string;
  readonly sha256: string;
  kind: 'found' | 'uninspected';
  media_type: string | null;
  size_bytes: number;
  rank: Rank | null;
  /** Highest finding's regime and level, for lists. */
  regime: string | null;
  level: string | null;
  confidence: number | null;
  complete: boolean;
  findings: Json<VerdictFinding[]>;
  doubtful: Json<VerdictFinding[]>;
  uninspected: Json<Uninspected[]>;
  evidence_key: string | null;
  inspector: Json<{ ruleset: string; engine: string; ocrData: string }>;
  status: 'open' | 'acknowledged' | 'closed';
  /** One of the contract's close reasons; null until closed. */
  close_reason: string | null;
  first_seen_at: Time;
  last_seen_at: Time;
  updated_at: Time;
}

/** One posting of the document. */
export interface OccurrenceTable {
  readonly upload_id: string;
  readonly incident_id: string;
  readonly channel_id: string;
  readonly channel_name: string | null;
  readonly message_id: string;
  readonly attachment_id: string;
  /** Keyed pseudonym. */
  readonly sender: string | null;
  readonly posted_at: Time;
  readonly seen_at: Time;
}

/** Exactly one state an upload: what the console's health page counts. */
export interface VerdictStateTable {
  readonly upload_id: string;
  readonly source: string;
  verdict: 'found' | 'clean' | 'uninspected';
  inspected_at: Time;
  elapsed_ms: number;
}

/**
 * One document under one inspector, for the whole fleet: who opens it, how often that was tried, and what came of it.
 * Times are the database's own, so that a process with a wrong clock cannot take or keep what is not its own.
 */
export interface InspectionTable {
  readonly sha256: string;
  /** Rule set, engine, OCR data and everything else that could change the answer. */
  readonly inspector: string;
  /** How often somebody began; those who died doing it included. */
  attempts: number;
  claim: string;
  claimed_until: Time;
  /** What a verdict may carry, and no text; null while nobody has finished. */
  report: ColumnType<unknown, string | null, string | null>;
  /** Where sealed evidence of it lies already. */
  evidence_key: string | null;
  kept_until: Time;
}

/** What is kept of a document that was judged so that a rule can be tried on it: keyed hashes of windows of words, no text. */
export interface DocumentFeatureTable {
  readonly source: string;
  readonly sha256: string;
  verdict: 'found' | 'clean' | 'uninspected';
  rank: Rank | null;
  /** Which way of making features made them. */
  form: number;
  key_id: string;
  /** Eight bytes each, sorted. */
  features: Uint8Array;
  seen_at: Time;
  kept_until: Time;
}

/** Whatever must leave the database leaves through here; rows are deleted after the broker's acknowledgement. */
export interface OutboxTable {
  readonly id: Generated<string>;
  readonly topic: string;
  readonly key: string;
  readonly headers: Json<Record<string, string>>;
  readonly value: string;
  readonly created_at: Time;
  /** A relay has taken the row until then; null when none has. */
  claimed_until: ColumnType<Date | null, Date | undefined, Date>;
}

/** Who did what, when, why. Append-only. */
export interface AuditTable {
  readonly id: Generated<string>;
  readonly at: Time;
  readonly actor: string;
  readonly role: string;
  /** incident.acknowledge | incident.close | incident.reopen | evidence.view | fingerprint.register | … */
  readonly action: string;
  readonly incident_id: string | null;
  readonly detail: Json<Record<string, unknown>>;
}

/** The embedded broker's log, groups' offsets and topics (`shared/broker/embedded.ts` alone touches these). */
export interface BrokerTopicTable {
  readonly name: string;
  readonly partitions: number;
  readonly cleanup: 'delete' | 'compact';
  readonly retention_ms: string | null;
}
export interface BrokerMessageTable {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  /** Length-prefixed names and values: headers are a multimap of bytes. */
  readonly headers: Uint8Array;
  readonly at_ms: string;
}
export interface BrokerOffsetTable {
  readonly group_id: string;
  readonly topic: string;
  readonly partition: number;
  readonly next: string;
}

export interface Tables {
  incidents: IncidentTable;
  occurrences: OccurrenceTable;
  verdict_states: VerdictStateTable;
  inspections: InspectionTable;
  document_features: DocumentFeatureTable;
  outbox: OutboxTable;
  audit: AuditTable;
  broker_topics: BrokerTopicTable;
  broker_messages: BrokerMessageTable;
  broker_offsets: BrokerOffsetTable;
}
