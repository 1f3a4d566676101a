import { join } from 'node:path';
import pc from 'picocolors';
import { systemClock } from '../../shared/clock.ts';
import { ALERT_TYPE, alertSchema } from '../../shared/messages/alert.ts';
import { decodeEvent } from '../../shared/messages/cloud-event.ts';
import { fingerprintMessage } from '../assemble.ts';
import { consoleAccessKey } from '../console/config.ts';
import type { EverythingRunning } from '../embedded.ts';
import { TOPICS } from '../flow.ts';
import { sampleFolder } from '../paths.ts';
import { dataPath, type Settings } from '../settings.ts';
import type { World } from '../world.ts';
import { alertLine } from './alert-line.ts';
import { type Door, type Feed, postToIntake, readFeed } from './demo-feed.ts';
import { openJournal } from './demo-journal.ts';
import { fingerprintOf } from './register.ts';
import { createTerminal, type Terminal } from './terminal.ts';
import { runTogether } from './together.ts';

/** `spillway demo`: everything embedded, the sample feed posted through the front door, alerts as they come. */
export async function demo(settings: Settings): Promise<number> {
  const terminal = createTerminal(process.stdout);
  terminal.line(`${pc.bold('Spillway')} — everything in this process, data in ${settings.SPILLWAY_DATA}`);
  return runTogether({
    settings,
    terminal,
    defaultSources: join(sampleFolder(), 'sources.json'),
    begin: (running, stopping) => play(running, settings, terminal, stopping),
  });
}

async function play(
  running: EverythingRunning,
  settings: Settings,
  terminal: Terminal,
  stopping: AbortSignal,
): Promise<void> {
  const feed = await readFeed(sampleFolder());
  const journal = await openJournal(dataPath(settings, 'demo.json'));
  const accessKey = await consoleAccessKey(settings);
  terminal.line(`Console  ${pc.underline(`${running.consoleUrl}/#key=${accessKey}`)}`);
  terminal.line(`Intake   ${running.intakeUrl}/v1/uploads`);
  const aboutOf = (uploadId: string) => {
    const message = journal.messageOf(uploadId);
    return feed.postings.find((posting) => posting.message === message)?.about ?? 'an attachment';
  };
  await printAlerts(running.world, aboutOf, terminal, stopping);
  const door: Door = {
    intakeUrl: running.intakeUrl,
    secret: running.keys[feed.source]?.secret ?? '',
    folder: sampleFolder(),
  };
  for (const document of feed.registered) await registerSample(running.world, document);
  const pending = feed.postings.filter(({ message }) => !journal.has(message));
  const before = feed.postings.length - pending.length;
  terminal.line(
    before === 0
      ? pc.dim(`Posting ${pending.length} attachments of a fictional organisation’s group chats.`)
      : pc.dim(`Going on: ${before} of ${feed.postings.length} sample attachments were posted before.`),
  );
  const startMs = systemClock.nowMs() - Math.max(...feed.postings.map((posting) => posting.minute)) * 60_000;
  for (const posting of pending) {
    if (stopping.aborted) return;
    await journal.add(posting.message, await postToIntake(door, feed, posting, startMs));
  }
  await followProgress(running.world, journal.uploadIds(), terminal, stopping);
}

/** As `spillway register` does, straight over the topic. Again on every start: the id comes from the digest. */
async function registerSample({ broker }: World, document: Feed['registered'][number]): Promise<void> {
  const producer = await broker.producer();
  const fingerprint = await fingerprintOf(join(sampleFolder(), 'files', document.file), document);
  await producer.send([fingerprintMessage(fingerprint, systemClock.nowMs())]);
  await producer.close();
}

/** Alerts from now on; those of earlier runs are in the console. */
async function printAlerts(
  { broker }: World,
  aboutOf: (uploadId: string) => string,
  terminal: Terminal,
  stopping: AbortSignal,
): Promise<void> {
  const sinceMs = systemClock.nowMs();
  const tail = await broker.tail({
    topic: TOPICS.alerts,
    onMessage(message) {
      if (message.timestampMs < sinceMs) return;
      const decoded = decodeEvent(message, ALERT_TYPE, alertSchema);
      terminal.line(
        decoded.ok
          ? alertLine(decoded.data, aboutOf(decoded.data.metadata.correlation_uid))
          : pc.red(`an alert that does not parse: ${decoded.field}: ${decoded.problem}`),
      );
    },
    onFatal(error) {
      terminal.line(pc.red(`alerts are no longer printed: ${error.message}`));
    },
  });
  stopping.addEventListener('abort', () => void tail.stop(), { once: true });
}

async function followProgress(
  { db }: World,
  uploadIds: readonly string[],
  terminal: Terminal,
  stopping: AbortSignal,
): Promise<void> {
  for (;;) {
    const rows = await db.sql
      .selectFrom('verdict_states')
      .select(['verdict'])
      .where('upload_id', 'in', uploadIds)
      .execute();
    if (stopping.aborted) return;
    const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
    const counts = `${count('found')} found, ${count('clean')} clean, ${count('uninspected')} not inspected`;
    if (rows.length >= uploadIds.length) {
      terminal.passing('');
      terminal.line(
        `${pc.bold(`All ${rows.length} inspected`)}: ${counts}. The console stays up; Ctrl-C stops.`,
      );
      return;
    }
    terminal.passing(`… inspected ${rows.length} of ${uploadIds.length}: ${counts}`);
    await systemClock.sleep(300, stopping);
  }
}
