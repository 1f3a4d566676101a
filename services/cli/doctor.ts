import { access, constants, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import pc from 'picocolors';
import { ConfigError, messageOf } from '../../shared/errors.ts';
import { createScope } from '../../shared/lifecycle.ts';
import { createLog } from '../../shared/log.ts';
import { loadSources } from '../../shared/sources.ts';
import { topicSpecs } from '../flow.ts';
import { loadCatalogue } from '../inspect/match/markings/catalogue.ts';
import { describeSandbox } from '../inspect/sandbox/pool.ts';
import { rulesFolders } from '../paths.ts';
import { assembleSandbox } from '../sandbox.ts';
import { dataPath, isEmbedded, type Settings } from '../settings.ts';
import { openWorld } from '../world.ts';
import { kafkaAdvice } from './kafka-advice.ts';

/** One check: what is, and when it is not well, what to do. */
interface Check {
  readonly name: string;
  run(): Promise<Result>;
}
type Result =
  | { readonly ok: true; readonly says: string }
  | { readonly ok: false; readonly says: string; readonly advice: string };

const well = (says: string): Result => ({ ok: true, says });
const ill = (says: string, advice: string): Result => ({ ok: false, says, advice });

/** `spillway doctor`: looks at the set-up and says what to do. Exit 0 when all is well, 3 when something is not. */
export async function doctor(settings: Settings): Promise<number> {
  let healthy = true;
  for (const check of checksOf(settings)) {
    const result = await check
      .run()
      .catch((error: unknown) =>
        ill(messageOf(error), `see the message; ${check.name} could not be checked`),
      );
    healthy &&= result.ok;
    process.stdout.write(
      `${result.ok ? pc.green('ok  ') : pc.red('bad ')} ${check.name.padEnd(12)} ${result.says}\n`,
    );
    if (!result.ok) process.stdout.write(`     ${' '.repeat(12)} ${pc.yellow(`→ ${result.advice}`)}\n`);
  }
  return healthy ? 0 : 3;
}

function checksOf(settings: Settings): Check[] {
  const where = isEmbedded(settings) ? [dataCheck(settings)] : worldChecks(settings);
  return [
    nodeCheck,
    isolationCheck,
    rulesCheck(settings),
    readerCheck(settings),
    sourcesCheck(settings),
    ...where,
    ...portChecks(settings),
  ];
}

const nodeCheck: Check = {
  name: 'node',
  async run() {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const fits = major > 20 || (major === 20 && minor >= 19);
    return fits ? well(process.version) : ill(process.version, 'install Node 20.19 or newer');
  },
};

const rulesCheck = (settings: Settings): Check => ({
  name: 'rules',
  async run() {
    const catalogue = await loadCatalogue(rulesFolders(settings.SPILLWAY_RULES)).catch((error: unknown) =>
      messageOf(error),
    );
    if (typeof catalogue === 'string')
      return ill(
        catalogue,
        'mend it; inspectors that run keep the last good set and take the mended one over by themselves, none can start until then',
      );
    return well(`rule set ${catalogue.version} from ${rulesFolders(settings.SPILLWAY_RULES).join(', ')}`);
  },
});

const readerCheck = (settings: Settings): Check => ({
  name: 'sandbox',
  async run() {
    const sandbox = assembleSandbox(
      { ...settings, SPILLWAY_CHILDREN: 1 },
      createLog({ level: 'silent', service: 'doctor' }),
    );
    try {
      const { engine, ocrData } = await sandbox.ready();
      return well(`a child process started; engine ${engine}, data ${ocrData}`);
    } catch (error) {
      return ill(
        messageOf(error),
        'run `npm ci` again; SPILLWAY_ENGINE=tesseract works without native libraries',
      );
    } finally {
      await sandbox.close();
    }
  },
});

const isolationCheck: Check = {
  name: 'isolation',
  async run() {
    const { measures } = await describeSandbox();
    const name = (active: boolean) =>
      measures.filter((measure) => measure.active === active).map((measure) => measure.name);
    const missing =
      name(false).length === 0
        ? ''
        : `; not active: ${measures
            .filter(({ active }) => !active)
            .map((measure) => `${measure.name} (${measure.detail})`)
            .join(', ')}`;
    return well(`children run with ${name(true).join(', ')}${missing}`);
  },
};

const sourcesCheck = (settings: Settings): Check => ({
  name: 'sources',
  async run() {
    const path = settings.SPILLWAY_SOURCES ?? dataPath(settings, 'sources.json');
    try {
      const { all } = await loadSources(path);
      const untold = all.filter((source) => !source.membersTold.told).map((source) => source.id);
      if (untold.length > 0)
        return ill(
          `members were not told in ${untold.join(', ')}`,
          'tell them, or write down why not in the legal basis',
        );
      return well(`${all.length} registered in ${path}`);
    } catch (error) {
      return ill(
        messageOf(error),
        `write ${path}; sample/sources.json is an example. Until then every upload is refused`,
      );
    }
  },
});

const dataCheck = (settings: Settings): Check => ({
  name: 'data folder',
  async run() {
    await mkdir(settings.SPILLWAY_DATA, { recursive: true });
    await access(settings.SPILLWAY_DATA, constants.W_OK);
    return well(`${settings.SPILLWAY_DATA} can be written (embedded: nothing else is needed)`);
  },
});

/** Each is asked by itself, so that one that is down does not hide the others. */
function worldChecks(settings: Settings): Check[] {
  const ask = (
    name: string,
    advice: (error: unknown) => string,
    question: 'broker' | 'db' | 'blobs',
  ): Check => ({
    name,
    async run() {
      const log = createLog({ level: 'silent', service: 'doctor' });
      const scope = createScope(log);
      try {
        const world = await openWorld(settings, scope, log);
        await world[question].ping();
        return question === 'broker' ? await topicsPresent(world.broker) : well('answers');
      } catch (error) {
        return ill(
          messageOf(error),
          error instanceof ConfigError ? 'mend this setting first' : advice(error),
        );
      } finally {
        await scope.stop();
      }
    },
  });
  return [
    ask('kafka', kafkaAdvice, 'broker'),
    ask('postgres', () => 'check SPILLWAY_DATABASE_URL', 'db'),
    ask('s3', () => 'check SPILLWAY_S3_* and that the bucket exists', 'blobs'),
  ];

  async function topicsPresent(broker: {
    groupOffsets(group: string, topic: string): Promise<unknown>;
  }): Promise<Result> {
    for (const { name } of topicSpecs(settings.SPILLWAY_PARTITIONS)) {
      try {
        await broker.groupOffsets('spillway-tail-doctor', name);
      } catch (error) {
        return ill(`topic ${name}: ${messageOf(error)}`, kafkaAdvice(error));
      }
    }
    return well('answers, all topics are there');
  }
}

function portChecks(settings: Settings): Check[] {
  const free = (name: string, host: string, port: number, setting: string): Check => ({
    name,
    run: () =>
      new Promise((resolve) => {
        const server = createServer();
        server.once('error', (error) =>
          resolve(ill(`${host}:${port}: ${error.message}`, `stop what listens there, or set ${setting}`)),
        );
        server.listen(port, host, () => server.close(() => resolve(well(`${host}:${port} is free`))));
      }),
  });
  return [
    free('intake', settings.SPILLWAY_INTAKE_HOST, settings.SPILLWAY_INTAKE_PORT, 'SPILLWAY_INTAKE_PORT'),
    free('console', settings.SPILLWAY_CONSOLE_HOST, settings.SPILLWAY_CONSOLE_PORT, 'SPILLWAY_CONSOLE_PORT'),
  ];
}
