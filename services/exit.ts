import { ConfigError } from '../shared/errors.ts';
import { readSettings, type Settings } from './settings.ts';

/** Exit codes of every command: usage and configuration are 3; a failure while running is 1; 141, as a shell says it, when nobody reads the output any more. */
export const EXIT = { ok: 0, failed: 1, misconfigured: 3, outputClosed: 141 } as const;

/** The settings of this process, or every fault of them on stderr and exit 3. */
export function settingsOrExit(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT.misconfigured);
  }
}
