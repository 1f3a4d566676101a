import pc from 'picocolors';
import { ContentError, FaultError, messageOf } from '../../shared/errors.ts';
import { EXIT } from '../exit.ts';
import { addModel, type ModelToAdd } from '../inspect/read/models/add-model.ts';
import { testModel } from '../inspect/read/models/test-model.ts';
import { type OwnModels, openOwnModels, scriptReaders } from '../inspect/read/script-readers.ts';
import { SCRIPT_LANGUAGES } from '../inspect/read/tesseract/script-languages.ts';
import { sampleFolder } from '../paths.ts';
import type { Settings } from '../settings.ts';

/** `spillway models list`: which scripts are read, by what, and what to do for the others. */
export async function listModels(settings: Settings): Promise<number> {
  const own = await ownModels(settings);
  const readers = await scriptReaders(own, { neural: settings.SPILLWAY_ENGINE !== 'tesseract', all: true });
  for (const { script, reader } of readers) {
    const says =
      reader === null
        ? pc.yellow(
            `not installed: npm install @tesseract.js-data/${SCRIPT_LANGUAGES[script].at(-1)}, or spillway models add`,
          )
        : reader.data;
    process.stdout.write(`${script.padEnd(12)} ${says}\n`);
  }
  for (const model of own?.models ?? []) {
    process.stdout.write(`${pc.dim(`own model ${model.name}: ${model.kind}, licence ${model.licence}`)}\n`);
  }
  return EXIT.ok;
}

/** `spillway models add FILE`: copies it into the model folder and tries it on its script's sample line. */
export async function addOwnModel(toAdd: ModelToAdd, settings: Settings): Promise<number> {
  const folder = settings.SPILLWAY_MODELS;
  if (folder === undefined) {
    process.stderr.write('Expected `SPILLWAY_MODELS` to name the folder of your own models, got nothing\n');
    return EXIT.misconfigured;
  }
  try {
    const model = await addModel(folder, toAdd);
    process.stdout.write(`added ${model.name} to ${folder}\n`);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    process.stderr.write(`${messageOf(error)}\n`);
    return EXIT.misconfigured;
  }
  return testModels(toAdd.scripts, settings);
}

/** A model that reads fewer of its sample's characters is broken, or for another script. */
const ENOUGH = 0.7;

/** `spillway models test [SCRIPT…]`: reads each script's sample line. Exit 3 when one is not read. */
export async function testModels(scripts: readonly string[], settings: Settings): Promise<number> {
  const own = await ownModels(settings);
  let well = true;
  for (const { script, reader } of await scriptReaders(own, {
    neural: settings.SPILLWAY_ENGINE !== 'tesseract',
    all: true,
  })) {
    if (reader === null || (scripts.length > 0 && !scripts.includes(script))) continue;
    try {
      const { expected, got, right } = await testModel(`${sampleFolder()}/scripts`, reader);
      const ok = right >= ENOUGH;
      well &&= ok;
      process.stdout.write(
        `${ok ? pc.green('ok  ') : pc.red('bad ')} ${script.padEnd(12)} ${Math.round(right * 100)} % of ${JSON.stringify(expected)} with ${reader.data}${ok ? '' : `, got ${JSON.stringify(got)}`}\n`,
      );
    } finally {
      await reader.close();
    }
  }
  return well ? EXIT.ok : EXIT.misconfigured;
}

async function ownModels(settings: Settings): Promise<OwnModels | null> {
  try {
    return await openOwnModels(settings.SPILLWAY_MODELS ?? null);
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    throw new Error(messageOf(error), { cause: error });
  }
}
