import { z } from 'zod';
import { integer } from '../../shared/config.ts';

export const intakeShape = {
  SPILLWAY_INTAKE_HOST: z.string().default('127.0.0.1').describe('an address to listen on'),
  SPILLWAY_INTAKE_PORT: integer(0, 65535).default(8780),
  SPILLWAY_MAX_UPLOAD_BYTES: integer(1, 2 ** 31).default(100 * 1024 * 1024),
  SPILLWAY_INTAKE_KEYS: z
    .string()
    .optional()
    .describe('a JSON file {"source id": {"secret": "…", "pseudonymKey": "…"}}'),
} as const;
