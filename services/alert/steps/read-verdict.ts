import type { DeliveredMessage } from '../../../shared/broker/broker.ts';
import { decodeEvent } from '../../../shared/messages/cloud-event.ts';
import { VERDICT_TYPE, type Verdict, verdictSchema } from '../../../shared/messages/verdict.ts';
import { dead, type Outcome } from '../../../shared/pipeline/outcome.ts';

export function readVerdict(
  message: DeliveredMessage,
): { verdict: Verdict; traceparent: string | undefined } | Outcome {
  const decoded = decodeEvent(message, VERDICT_TYPE, verdictSchema);
  if (!decoded.ok) return dead('message-invalid', decoded.field, decoded.problem);
  return { verdict: decoded.data, traceparent: decoded.traceparent };
}
