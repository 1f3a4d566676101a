#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { messageOf } from '../shared/errors.ts';
import { VERSION } from '../shared/version.ts';
import type { DeadOptions } from './cli/dead.ts';
import type { RulesPreviewOptions } from './cli/rules-preview.ts';
import { EXIT, settingsOrExit } from './exit.ts';
import { rulesFolders } from './paths.ts';

/** The command line: each command is a file under `cli/`, loaded when it is called; this one only names them. */
const program = new Command('spillway')
  .description(
    'Finds documents that carry classification markings among the files people post in group chats.',
  )
  .version(VERSION)
  .showHelpAfterError()
  .exitOverride();

/** `spillway dead list | head`: whoever reads has enough. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.outputClosed);
});

const finish = async (command: () => Promise<number>): Promise<void> => {
  process.exitCode = await command();
};

program
  .command('demo')
  .description('run everything in this process, post a sample feed, print alerts, serve the console')
  .action(() => finish(async () => (await import('./cli/demo.ts')).demo(settingsOrExit())));

program
  .command('up')
  .description('run every service in this process: embedded, or on Kafka, Postgres and S3 when configured')
  .action(() => finish(async () => (await import('./cli/up.ts')).up(settingsOrExit())));

program
  .command('scan')
  .description('inspect files and folders; exit 0 nothing found, 1 found, 2 something could not be inspected')
  .argument('<path...>', 'files or folders')
  .option('--json', 'one JSON object a file and line', false)
  .action((paths: string[], options: { json: boolean }) =>
    finish(async () => (await import('./cli/scan.ts')).scan(paths, options, settingsOrExit())),
  );

program
  .command('match')
  .description('say what lines of text on stdin match')
  .option('--jsonl', 'read {"id","text"} objects, a whole document each, and write {"id","findings"}', false)
  .option('--document', 'take the whole input as one document', false)
  .action((options: { jsonl: boolean; document: boolean }) =>
    finish(async () => (await import('./cli/match.ts')).match(options, settingsOrExit())),
  );

program
  .command('register')
  .description('register a document: later uploads of exactly this file are found without any marking')
  .argument('<file>')
  .requiredOption('--name <name>', 'what analysts will see')
  .requiredOption('--owner <owner>', 'who answers for the document')
  .requiredOption('--rank <0-4>', 'how grave its spillage would be', rankOf)
  .action((file: string, options: { name: string; owner: string; rank: number }) =>
    finish(async () => (await import('./cli/register.ts')).register(file, options, settingsOrExit())),
  );

program
  .command('doctor')
  .description('check the set-up and say what to do')
  .action(() => finish(async () => (await import('./cli/doctor.ts')).doctor(settingsOrExit())));

program
  .command('migrate')
  .description('bring the database schema and the topics up to date')
  .action(() => finish(async () => (await import('./cli/migrate.ts')).migrate(settingsOrExit())));

program
  .command('acls')
  .description('print what each service must be allowed on Kafka, as commands of kafka-acls.sh')
  .option('--prefix <text>', 'before the service’s name in a principal', 'spillway-')
  .option('--bootstrap-server <host:port>', 'for the commands', 'kafka:9093')
  .option('--json', 'as JSON', false)
  .action((options: { prefix: string; bootstrapServer: string; json: boolean }) =>
    finish(async () => (await import('./cli/acls.ts')).printAcls(options)),
  );

const rules = program.command('rules').description('work on the marking catalogue');
rules
  .command('test')
  .description('hold every catalogue entry against its own examples')
  .argument('[folder...]', 'folders of catalogue files', [])
  .action((folders: string[]) =>
    finish(async () =>
      (await import('./cli/rules-test.ts')).testRules(rulesFolders(settingsOrExit().SPILLWAY_RULES), folders),
    ),
  );
rules
  .command('preview')
  .description('say what a rule file would have found among documents judged before')
  .argument('<file>', 'a catalogue file, in use or not')
  .option('--since <time>', '12h, 30d, 4w or an ISO time', '30d')
  .option('--examples <count>', 'documents to name a level', '10')
  .option('--json', 'as one JSON object', false)
  .action((file: string, options: RulesPreviewOptions) =>
    finish(async () =>
      (await import('./cli/rules-preview.ts')).rulesPreview(file, options, settingsOrExit()),
    ),
  );

const models = program.command('models').description('what reads which script');
models
  .command('list')
  .description('every script, what reads it, and how to install what does not')
  .action(() => finish(async () => (await import('./cli/models.ts')).listModels(settingsOrExit())));
models
  .command('add')
  .description('copy tesseract data or a PP-OCR model into SPILLWAY_MODELS and try it')
  .argument('<file>', '<language>.traineddata, the same as .gz, or an .onnx recognition model')
  .requiredOption('--script <script...>', 'the scripts it reads')
  .requiredOption('--licence <licence>', 'its licence, for the manifest')
  .option('--characters <file>', 'the character list of an .onnx model, one a line')
  .option('--name <name>', 'a short name; taken from the file otherwise')
  .option('--source <source>', 'where it came from', '')
  .action(
    (
      file: string,
      options: { script: string[]; licence: string; characters?: string; name?: string; source: string },
    ) =>
      finish(async () => {
        const { script, licence, source, characters = null, name = null } = options;
        const toAdd = { file, scripts: script, licence, source, characters, name };
        return (await import('./cli/models.ts')).addOwnModel(toAdd, settingsOrExit());
      }),
  );
models
  .command('test')
  .description('read a sample line of every script, or of those named')
  .argument('[script...]', 'scripts', [])
  .action((scripts: string[]) =>
    finish(async () => (await import('./cli/models.ts')).testModels(scripts, settingsOrExit())),
  );

const dead = program
  .command('dead')
  .description('look at messages that could not be handled, and send them again');
const filtered = (command: Command): Command =>
  command
    .option('--topic <topic>', 'uploads, verdicts, alerts or fingerprints')
    .option('--reason <code>', 'a reason of docs/dead-letters.md')
    .option('--since <time>', 'died after: 12h, 30d, 4w or an ISO time')
    .option('--until <time>', 'died before: 12h, 30d, 4w or an ISO time');
filtered(dead.command('list').description('a line a letter, oldest first'))
  .option('--json', 'one JSON object a letter and line', false)
  .action((options: DeadOptions & { json: boolean }) =>
    finish(async () => (await import('./cli/dead.ts')).listDead(options, settingsOrExit())),
  );
dead
  .command('show')
  .description('why it died and where it came from')
  .argument('<id>', 'topic/partition/offset, as list prints it')
  .action((id: string) => finish(async () => (await import('./cli/dead.ts')).showDead(id, settingsOrExit())));
filtered(dead.command('replay').description('send letters to the topic they came from; each only once'))
  .argument('[id]', 'topic/partition/offset, as list prints it')
  .action((id: string | undefined, options: DeadOptions) =>
    finish(async () => (await import('./cli/dead.ts')).replayDead(id, options, settingsOrExit())),
  );

program
  .command('asyncapi')
  .description('print the contract of every topic as an AsyncAPI document')
  .action(async () => {
    process.stdout.write((await import('./cli/asyncapi.ts')).asyncApiYaml());
  });

function rankOf(text: string): number {
  if (/^[0-4]$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a rank from 0 to 4.');
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  // Usage and failures are both 3: 1 and 2 say something about the documents. Commander has printed usage errors already; help and version end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.misconfigured;
  process.stderr.write(`${messageOf(error)}\n`);
  return EXIT.misconfigured;
}
