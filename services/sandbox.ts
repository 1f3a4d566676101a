import { availableParallelism } from 'node:os';
import { systemClock } from '../shared/clock.ts';
import type { Logger } from '../shared/log.ts';
import { readRuleTexts } from './inspect/match/markings/load-rules.ts';
import type { Limits } from './inspect/sandbox/limits.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from './inspect/sandbox/pool.ts';
import { rulesFolders } from './paths.ts';
import type { Settings } from './settings.ts';

/** The sandbox of this configuration; `scan`, `match` and the inspect service all use this one. */
export function assembleSandbox(
  settings: Settings,
  log: Logger,
  more: Pick<SandboxOptions, 'spare' | 'onDeath' | 'wantsFeatures'> = {},
): Sandbox {
  return createSandbox({
    limits: limitsOf(settings),
    children: childrenOf(settings),
    filesAChild: settings.SPILLWAY_FILES_A_CHILD,
    rules: () => readRuleTexts(rulesFolders(settings.SPILLWAY_RULES)),
    modelsDir: settings.SPILLWAY_MODELS ?? null,
    engine: settings.SPILLWAY_ENGINE,
    preset: settings.SPILLWAY_PRESET,
    log,
    clock: systemClock,
    ...more,
  });
}

/** What one file may cost, each limit by its setting. */
export function limitsOf(settings: Settings): Limits {
  return {
    fileBytes: settings.SPILLWAY_MAX_FILE_BYTES,
    wallMs: settings.SPILLWAY_FILE_SECONDS * 1000,
    memoryBytes: settings.SPILLWAY_CHILD_MEMORY_MB * 1024 * 1024,
    pixels: settings.SPILLWAY_MAX_PIXELS,
    pages: settings.SPILLWAY_MAX_PAGES,
    frames: settings.SPILLWAY_MAX_FRAMES,
    depth: settings.SPILLWAY_MAX_DEPTH,
    entries: settings.SPILLWAY_MAX_ENTRIES,
    bytesOut: settings.SPILLWAY_MAX_BYTES_OUT,
    ratio: settings.SPILLWAY_MAX_RATIO,
    textChars: settings.SPILLWAY_MAX_TEXT_CHARS,
  };
}

/** Child processes that open files: one a core unless the settings say otherwise. */
export function childrenOf(settings: Settings): number {
  return settings.SPILLWAY_CHILDREN ?? Math.max(1, availableParallelism());
}
