import pc from 'picocolors';
import { consoleAccessKey } from '../console/config.ts';
import { dataPath, isEmbedded, type Settings } from '../settings.ts';
import { createTerminal } from './terminal.ts';
import { runTogether } from './together.ts';

/** `spillway up`: every service in one process, on the embedded world or on the configured Kafka, Postgres and S3. */
export function up(settings: Settings): Promise<number> {
  const terminal = createTerminal(process.stdout);
  const where = isEmbedded(settings) ? `data in ${settings.SPILLWAY_DATA}` : 'on Kafka, Postgres and S3';
  terminal.line(`${pc.bold('Spillway')} — every service in this process, ${where}`);
  return runTogether({
    settings,
    terminal,
    async begin(running) {
      const key = isEmbedded(settings) ? `/#key=${await consoleAccessKey(settings)}` : '';
      terminal.line(`Console  ${pc.underline(`${running.consoleUrl}${key}`)}`);
      terminal.line(`Intake   ${running.intakeUrl}/v1/uploads`);
      terminal.line(`Log      ${dataPath(settings, 'spillway.log')}`);
      const ids = running.sources.all.map((source) => source.id);
      if (ids.length > 0) terminal.line(`Sources  ${ids.join(', ')}`);
      else terminal.line(pc.yellow(noSources(dataPath(settings, 'sources.json'))));
      terminal.passing('Ctrl-C stops.');
    },
  });
}

function noSources(path: string): string {
  return `No source is registered, so every upload is refused. Write ${path} (sample/sources.json is an example) and start again.`;
}
