import type { Scope } from '../shared/lifecycle.ts';
import { NO_TRACES, type Tracer } from '../shared/tracing.ts';
import { VERSION } from '../shared/version.ts';
import type { Settings } from './settings.ts';

/** The tracer these settings ask for. Without an endpoint not even the library is loaded. */
export async function openTracer(settings: Settings, service: string, scope: Scope): Promise<Tracer> {
  const endpoint = settings.SPILLWAY_OTLP_ENDPOINT;
  if (endpoint === undefined) return NO_TRACES;
  const { createOtlpTracer } = await import('../shared/tracing-otlp.ts');
  const { tracer, close } = createOtlpTracer({
    endpoint,
    service,
    version: VERSION,
    sampleRatio: settings.SPILLWAY_TRACE_RATIO,
  });
  scope.defer('traces', close);
  return tracer;
}
