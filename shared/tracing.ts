/**
 * Traces across topics, as a port: spans with an explicit parent, which is a W3C `traceparent` out of a message's headers
 * and goes into the next message's. `NO_TRACES` hands the parent through and does nothing else. Adapter: `tracing-otlp.ts`.
 * Attributes are a closed list of ids, counts and codes: no content can be attached, not even by mistake.
 */
export interface SpanFacts {
  readonly 'messaging.system'?: 'kafka' | 'embedded';
  readonly 'messaging.destination.name'?: string;
  readonly 'messaging.destination.partition.id'?: string;
  readonly 'messaging.kafka.offset'?: string;
  readonly 'spillway.upload_id'?: string;
  readonly 'spillway.size_bytes'?: number;
  readonly 'spillway.verdict'?: string;
  readonly 'spillway.cached'?: boolean;
  readonly 'spillway.result'?: string;
  readonly 'error.type'?: string;
}

export interface SpanOptions {
  /** `server`: somebody waits; `consumer`: began with a message; `producer`: ends in one. */
  readonly kind: 'server' | 'consumer' | 'producer' | 'internal';
  readonly parent: string | undefined;
  readonly facts?: SpanFacts;
}

export interface Span {
  /** What goes into the next message's `traceparent`; undefined when nobody traces. */
  readonly traceparent: string | undefined;
  note(facts: SpanFacts): void;
  /** A span of its own under this one, for as long as `work` takes. */
  stage<T>(name: StageName, work: () => Promise<T>): Promise<T>;
  /** Stages whose durations were measured elsewhere, laid one after another from `startMs`; milliseconds. */
  measured(startMs: number, stages: ReadonlyArray<readonly [StageName, number]>): void;
}

export type StageName =
  | 'fetch'
  | 'inspect'
  | 'open'
  | 'look'
  | 'read'
  | 'match'
  | 'evidence'
  | 'publish'
  | 'store'
  | 'record';

export interface Tracer {
  /** A thrown error marks the span as failed, with the error's code and nothing else, and is thrown on. */
  trace<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T>;
}

export const NO_TRACES: Tracer = {
  trace: (_name, { parent }, work) =>
    work({
      traceparent: parent,
      note: () => {},
      stage: (_stage, staged) => staged(),
      measured: () => {},
    }),
};
