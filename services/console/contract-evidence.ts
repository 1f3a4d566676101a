import { z } from 'zod';

/**
 * Evidence as the page gets it. The same shape as `shared/evidence.ts` opens, written again because that file works
 * with node:crypto and cannot go into a browser; the route's types fail to compile when the two part.
 */
export const evidenceViewSchema = z.strictObject({
  fileName: z.string().nullable(),
  lines: z.array(
    z.strictObject({ text: z.string(), part: z.string(), page: z.number().nullable(), zone: z.string() }),
  ),
  crops: z.array(z.strictObject({ page: z.number().nullable(), pngBase64: z.string() })),
});
export type EvidenceView = z.infer<typeof evidenceViewSchema>;
