import { z } from 'zod';
import { integer } from '../../shared/config.ts';

export const inspectShape = {
  SPILLWAY_CHILDREN: integer(1, 64).optional().describe('an integer from 1 to 64 (default: one a core)'),
  SPILLWAY_FILES_A_CHILD: integer(1, 100_000).default(500),
  SPILLWAY_ENGINE: z
    .enum(['auto', 'neural', 'tesseract'])
    .default('auto')
    .describe('auto, neural or tesseract'),
  SPILLWAY_PRESET: z
    .enum(['fast', 'balanced', 'thorough'])
    .default('balanced')
    .describe('fast, balanced or thorough'),
  SPILLWAY_MODELS: z.string().optional().describe('a folder with an organisation’s own reading models'),
  SPILLWAY_RULES: z.string().optional().describe('a folder with an organisation’s own catalogue files'),
  SPILLWAY_FEATURES_KEY: z
    .string()
    .min(32)
    .optional()
    .describe('at least 32 characters, the same for every inspector')
    .meta({ secret: true }),
  SPILLWAY_FEATURES_DAYS: integer(0, 365).default(30),
  SPILLWAY_MAX_FILE_BYTES: integer(1, 2 ** 31).default(100 * 1024 * 1024),
  SPILLWAY_FILE_SECONDS: integer(1, 3600).default(60),
  SPILLWAY_CHILD_MEMORY_MB: integer(256, 65536).default(2048),
} as const;
