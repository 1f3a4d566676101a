import { z } from 'zod';
import { integer } from '../../shared/config.ts';
import { DEFAULT_LIMITS } from './sandbox/limits.ts';

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
  SPILLWAY_MAX_DEPTH: integer(0, 100).default(DEFAULT_LIMITS.depth),
  SPILLWAY_MAX_ENTRIES: integer(1, 1_000_000).default(DEFAULT_LIMITS.entries),
  SPILLWAY_MAX_BYTES_OUT: integer(1, 2 ** 40).default(DEFAULT_LIMITS.bytesOut),
  SPILLWAY_MAX_RATIO: integer(1, 1_000_000).default(DEFAULT_LIMITS.ratio),
  SPILLWAY_MAX_PAGES: integer(1, 1_000_000).default(DEFAULT_LIMITS.pages),
  SPILLWAY_MAX_PIXELS: integer(1, 2 ** 31).default(DEFAULT_LIMITS.pixels),
  SPILLWAY_MAX_FRAMES: integer(1, 100_000).default(DEFAULT_LIMITS.frames),
  SPILLWAY_MAX_TEXT_CHARS: integer(1, 2 ** 31).default(DEFAULT_LIMITS.textChars),
  SPILLWAY_CHILD_MEMORY_MB: integer(256, 65536).default(2048),
} as const;
