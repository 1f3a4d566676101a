import {
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { Span, SpanOptions, Tracer } from './tracing.ts';

const KINDS = {
  server: SpanKind.SERVER,
  consumer: SpanKind.CONSUMER,
  producer: SpanKind.PRODUCER,
  internal: SpanKind.INTERNAL,
} as const;

/**
 * Spans in batches to an OTLP/HTTP collector; a collector that is away costs the spans, never a message.
 * `OTEL_EXPORTER_OTLP_HEADERS`, `_TIMEOUT` and `_CERTIFICATE` are read by the exporter itself.
 */
export function createOtlpTracer(options: {
  /** The collector's base URL; `/v1/traces` is added. */
  readonly endpoint: string;
  readonly service: string;
  readonly version: string;
  /** Of traces that begin here; those that arrive follow their sender's decision. 0–1. */
  readonly sampleRatio: number;
}): { readonly tracer: Tracer; close(): Promise<void> } {
  const url = `${options.endpoint.replace(/\/$/, '')}/v1/traces`;
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({
      'service.name': `spillway-${options.service}`,
      'service.version': options.version,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.sampleRatio) }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }), { scheduledDelayMillis: 1_000 })],
  });
  const tracer = provider.getTracer('spillway', options.version);
  const wire = new W3CTraceContextPropagator();

  const contextOf = (traceparent: string | undefined): Context =>
    traceparent === undefined
      ? ROOT_CONTEXT
      : wire.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter);

  function traceparentOf(context: Context): string | undefined {
    const carrier: Record<string, string> = {};
    wire.inject(context, carrier, defaultTextMapSetter);
    return carrier.traceparent;
  }

  async function running<T>(span: OtelSpan, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttribute('error.type', codeOf(error));
      throw error;
    } finally {
      span.end();
    }
  }

  function spanOf(own: OtelSpan, context: Context): Span {
    const child = (name: string, startTime?: number) =>
      tracer.startSpan(
        name,
        { kind: SpanKind.INTERNAL, ...(startTime === undefined ? {} : { startTime }) },
        context,
      );
    return {
      traceparent: traceparentOf(context),
      note: (facts) => {
        own.setAttributes({ ...facts });
      },
      stage: (name, work) => running(child(name), work),
      measured(startMs, stages) {
        let atMs = startMs;
        for (const [name, durationMs] of stages) {
          const span = child(name, atMs);
          atMs += durationMs;
          span.end(atMs);
        }
      },
    };
  }

  return {
    tracer: {
      trace(name: string, { kind, parent, facts }: SpanOptions, work) {
        const above = contextOf(parent);
        const own = tracer.startSpan(name, { kind: KINDS[kind], attributes: { ...facts } }, above);
        const context = trace.setSpan(above, own);
        return running(own, () => work(spanOf(own, context)));
      },
    },
    close: () => provider.shutdown(),
  };
}

/** A code of ours or the class's name: messages may say more than a trace should hold. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
