import { z } from 'zod';
import { rankSchema, sha256Schema, sourceIdSchema } from './parts.ts';

/**
 * `spillway.alerts.v1`: an OCSF 1.8.0 Data Security Finding (class 2006). Create for a new incident, Update for a further
 * occurrence, with the same `finding_info.uid` throughout. Carries no text of the document and no file name.
 */
const hashSchema = z.strictObject({ algorithm_id: z.literal(3), value: sha256Schema });

export const alertSchema = z.strictObject({
  activity_id: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  category_uid: z.literal(2),
  class_uid: z.literal(2006),
  type_uid: z.union([z.literal(200601), z.literal(200602), z.literal(200603)]),
  severity_id: z.number().int().min(1).max(5),
  status_id: z.union([z.literal(1), z.literal(2), z.literal(4)]),
  confidence_score: z.number().int().min(0).max(100).optional(),
  is_alert: z.literal(true),
  /** Milliseconds since the epoch. */
  time: z.number().int(),
  message: z.string().max(500),
  metadata: z.strictObject({
    version: z.literal('1.8.0'),
    uid: z.string().max(256),
    tenant_uid: sourceIdSchema,
    correlation_uid: z.string().max(256),
    log_name: z.string().max(256),
    product: z.strictObject({
      name: z.literal('spillway'),
      vendor_name: z.literal('Spillway'),
      version: z.string(),
    }),
  }),
  finding_info: z.strictObject({
    uid: z.string().max(256),
    title: z.string().max(300),
    types: z.array(z.enum(['marking', 'label', 'document', 'picture', 'uninspected'])),
    created_time: z.number().int(),
    first_seen_time: z.number().int(),
    data_sources: z.array(sourceIdSchema),
    analytic: z
      .strictObject({ uid: z.string().max(200), type_id: z.number().int(), version: z.string().max(80) })
      .optional(),
  }),
  file: z.strictObject({
    /** A neutral handle made from the digest: the platform's file name is content. */
    name: z.string().max(100),
    type_id: z.literal(1),
    mime_type: z.string().max(255).optional(),
    size: z.number().int().min(0),
    hashes: z.array(hashSchema).length(1),
  }),
  resources: z.array(
    z.strictObject({
      uid: z.string().max(256),
      name: z.string().max(200).optional(),
      type: z.enum(['channel', 'message', 'attachment']),
      namespace: sourceIdSchema,
      role_id: z.number().int(),
    }),
  ),
  data_security: z.strictObject({
    confidentiality_id: z.number().int(),
    data_lifecycle_state_id: z.literal(2),
    detection_system_id: z.literal(10),
    detection_pattern: z.string().max(200).optional(),
    classifier_details: z.strictObject({
      type: z.string().max(40),
      name: z.string().max(80),
      uid: z.string().max(80),
    }),
    /** Of the inspection: 1 complete, 2 partial, 3 not inspected. */
    status_id: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    status_details: z.array(z.string().max(300)),
    total: z.number().int().min(0),
  }),
  unmapped: z.strictObject({
    rank: rankSchema.nullable(),
    regime: z.string().max(40).nullable(),
    level: z.string().max(200).nullable(),
    upload_id: z.string().max(256),
    verdict: z.enum(['found', 'uninspected']),
  }),
});
export type Alert = z.infer<typeof alertSchema>;

export const ALERT_TYPE = 'dev.spillway.alert.v1';
