import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FaultError } from '../../../../shared/errors.ts';

/** Where a language's trained data lies, and its digest. */
export interface LanguageData {
  readonly language: string;
  readonly folder: string;
  readonly sha256: string;
}

/** The integer LSTM model: three quarters of the size and time of `4.0.0`, and reads no worse (measured). */
const VARIANT = '4.0.0_best_int';

/** Of the languages Spillway depends on. Damaged data would take the process down inside tesseract.js, so it is refused before. */
const DIGESTS: Readonly<Record<string, string>> = {
  eng: '45b4cb346724ac1774f1c36f42f182b887bcdb28ebe63e6fff90ac41f3fcff91',
  chi_sim: 'b8a23f10c7de500891eb458a8adc9cc58ab7f242f08b7d149f5e9aea4ad5db7c',
  deu: '306c4280d0cbed46fbff727486bd43b92730181bae80f56941a091f363bdf28b',
  fra: 'd611139672b3752c7097e671e4a1d9209dfd37f2aeb081ef6487fba3351e9255',
};

/** Finds the packaged data of one language. FaultErrors: OCR_LANGUAGE_MISSING, MODEL_ALTERED. */
export async function languageData(language: string, folder?: string): Promise<LanguageData> {
  const data = await found(language, folder);
  const expected = DIGESTS[language];
  if (expected !== undefined && expected !== data.sha256) {
    throw new FaultError(
      'MODEL_ALTERED',
      `Expected ${language}.traineddata.gz to have sha256 ${expected}, got ${data.sha256}`,
      { facts: { language } },
    );
  }
  return data;
}

async function found(language: string, given?: string): Promise<LanguageData> {
  try {
    const folder = given ?? packagedFolder(language);
    const bytes = await readFile(join(folder, `${language}.traineddata.gz`));
    return { language, folder, sha256: createHash('sha256').update(bytes).digest('hex') };
  } catch (cause) {
    throw new FaultError(
      'OCR_LANGUAGE_MISSING',
      `Expected the package @tesseract.js-data/${language} to be installed with its ${VARIANT} data`,
      { cause, facts: { language } },
    );
  }
}

function packagedFolder(language: string): string {
  const entry = fileURLToPath(import.meta.resolve(`@tesseract.js-data/${language}`));
  return join(dirname(entry), VARIANT);
}
