import { ALERT_TYPE, type Alert, alertSchema } from '../../../shared/messages/alert.ts';
import type { Verdict } from '../../../shared/messages/verdict.ts';
import { VERSION } from '../../../shared/version.ts';
import { TOPICS } from '../../flow.ts';
import { incidentIdOf } from '../incident-id.ts';
import { topFinding } from '../top-finding.ts';

/** OCSF severity: 2 Low, 3 Medium, 4 High, 5 Critical. What could not be inspected is Low, never silent. */
const SEVERITY_OF_RANK = [1, 2, 3, 4, 5] as const;
/** OCSF confidentiality: 1 not confidential, 6 restricted, 2 confidential, 3 secret, 4 top secret. */
const CONFIDENTIALITY_OF_RANK = [1, 6, 2, 3, 4] as const;
/** OCSF analytic type: rule, tagging, fingerprinting. */
const ANALYTIC_TYPE = { marking: 1, label: 6, document: 5, picture: 5 } as const;

/** The outbox row of one alert. Its event id is made from what happened: the same verdict gives the same alert. */
export function alertEventOf(verdict: Verdict, facts: AlertFacts & { traceparent: string | undefined }) {
  const alert = alertOf(verdict, facts);
  return {
    topic: TOPICS.alerts,
    key: alert.finding_info.uid,
    headers: JSON.stringify({
      id: alert.metadata.uid,
      type: ALERT_TYPE,
      source: '/spillway/alert',
      ...(facts.traceparent === undefined ? {} : { traceparent: facts.traceparent }),
    }),
    value: JSON.stringify(alert),
    created_at: facts.now,
  };
}

interface AlertFacts {
  readonly isNew: boolean;
  /** An alert of this upload went out before, as uninspected; receivers drop what has the same id. */
  readonly corrects: boolean;
  readonly now: Date;
}

export function alertOf(verdict: Verdict, { isNew, corrects, now }: AlertFacts): Alert {
  const top = topFinding(verdict.findings);
  const { posting, attachment } = verdict;
  const uid = incidentIdOf(posting.source, attachment.sha256);
  const found = verdict.verdict === 'found';
  const title = found
    ? `${top?.level ?? 'Marking'} in an attachment`
    : 'Attachment that could not be inspected';
  const rank = verdict.rank ?? 0;
  return alertSchema.parse({
    activity_id: isNew ? 1 : 2,
    category_uid: 2,
    class_uid: 2006,
    type_uid: isNew ? 200601 : 200602,
    severity_id: found ? SEVERITY_OF_RANK[rank] : 2,
    status_id: 1,
    ...(top === undefined ? {} : { confidence_score: Math.round(top.confidence * 100) }),
    is_alert: true,
    time: now.getTime(),
    message: `${title}, posted to channel ${posting.channel.id} of ${posting.source}`,
    metadata: {
      version: '1.8.0',
      uid: `${uid}/${verdict.uploadId}${corrects ? '/found' : ''}`,
      tenant_uid: posting.source,
      correlation_uid: verdict.uploadId,
      log_name: TOPICS.alerts,
      product: { name: 'spillway', vendor_name: 'Spillway', version: VERSION },
    },
    finding_info: {
      uid,
      title,
      types: found ? [...new Set(verdict.findings.map((finding) => finding.kind))] : ['uninspected'],
      created_time: now.getTime(),
      first_seen_time: Date.parse(posting.postedAt),
      data_sources: [posting.source],
      ...(top === undefined
        ? {}
        : {
            analytic: { uid: top.rule, type_id: ANALYTIC_TYPE[top.kind], version: verdict.inspector.ruleset },
          }),
    },
    file: {
      name: `attachment-${attachment.sha256.slice(0, 12)}`,
      type_id: 1,
      ...(attachment.mediaType === null ? {} : { mime_type: attachment.mediaType }),
      size: attachment.sizeBytes,
      hashes: [{ algorithm_id: 3, value: attachment.sha256 }],
    },
    resources: [
      {
        uid: posting.channel.id,
        ...(posting.channel.name === undefined ? {} : { name: posting.channel.name }),
        type: 'channel',
        namespace: posting.source,
        role_id: 1,
      },
      { uid: posting.message.id, type: 'message', namespace: posting.source, role_id: 4 },
      { uid: attachment.id, type: 'attachment', namespace: posting.source, role_id: 3 },
    ],
    data_security: {
      confidentiality_id: CONFIDENTIALITY_OF_RANK[rank],
      data_lifecycle_state_id: 2,
      detection_system_id: 10,
      ...(top === undefined ? {} : { detection_pattern: top.rule }),
      classifier_details: { type: top?.kind ?? 'none', name: 'spillway', uid: verdict.inspector.engine },
      status_id: verdict.complete ? 1 : found ? 2 : 3,
      status_details: verdict.uninspected
        .slice(0, 20)
        .map(
          ({ part, reason, limit }) =>
            `${part}: ${reason}${limit === null ? '' : ` (${limit.name} ${limit.value})`}`,
        ),
      total: verdict.findings.reduce((sum, finding) => sum + finding.places, 0),
    },
    unmapped: {
      rank: verdict.rank,
      regime: top?.regime ?? null,
      level: top?.level ?? null,
      upload_id: verdict.uploadId,
      verdict: found ? 'found' : 'uninspected',
    },
  } satisfies Alert);
}
