import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalogue } from './catalogue.ts';
import { segmentsOfText } from './plain-text.ts';

const RULES = fileURLToPath(new URL('../../../../rules', import.meta.url));
let own = '';

beforeEach(async () => {
  own = await mkdtemp(join(tmpdir(), 'rules-d-'));
});

afterEach(async () => {
  await rm(own, { recursive: true });
});

const REGIME = `kind: marks
version: "2027.1"
regime: example-org
title: Example Organisation
axis: corp
source: its own handbook
levels:
  - id: example-harbour
    level: HARBOUR EYES
    rank: 3
    source: its own handbook
    strength: phrase
    terms: [HARBOUR EYES]
    examples: { hits: ["HARBOUR EYES\\n\\nplan"] }
`;

describe('rules of an organisation', () => {
  it('are found beside the catalogue and name its version', async () => {
    await writeFile(join(own, 'own.yaml'), REGIME);
    const catalogue = await loadCatalogue([RULES, own]);
    expect(catalogue.version).toMatch(/^2027\.1\+/);
    expect(catalogue.match(segmentsOfText('HARBOUR EYES\n\nplan')).findings[0]).toMatchObject({
      regime: 'example-org',
      rank: 3,
    });
  });

  it('are refused whole, with file, line and reason of every fault', async () => {
    await writeFile(join(own, 'a.yaml'), REGIME.replace('rank: 3', 'rank: 9'));
    await writeFile(join(own, 'b.yaml'), 'kind: marks\nlevels: [');
    await expect(loadCatalogue([RULES, own])).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      faults: expect.arrayContaining([
        expect.stringMatching(/a\.yaml:10: levels\.0\.rank: expected a whole number from 0 to 4, got /),
        expect.stringMatching(/b\.yaml:2: /),
      ]),
    });
  });

  it('are told what is missing, and where', async () => {
    await writeFile(join(own, 'a.yaml'), REGIME.replace('    rank: 3\n', '').replace('axis: corp\n', ''));
    await expect(loadCatalogue([own])).rejects.toMatchObject({
      faults: [
        `${join(own, 'a.yaml')}:1: axis: is missing`,
        `${join(own, 'a.yaml')}:7: levels.0.rank: is missing`,
      ],
    });
  });

  it('may not use an id twice', async () => {
    await writeFile(join(own, 'a.yaml'), REGIME);
    await writeFile(join(own, 'b.yaml'), REGIME);
    await expect(loadCatalogue([own])).rejects.toMatchObject({
      faults: [expect.stringContaining('"example-harbour" is also in')],
    });
  });

  it('map label ids only to levels that exist', async () => {
    const labels = (level: string) =>
      `kind: labels\nversion: "2027.1"\ntitle: ours\nlabels:\n  - { id: 0b7a3f52-1111-4222-8333-444455556666, level: ${level} }\n`;
    await writeFile(join(own, 'labels.yaml'), labels('no-such-level'));
    await expect(loadCatalogue([RULES, own])).rejects.toMatchObject({
      faults: [expect.stringContaining('expected the id of a level of the catalogue, got "no-such-level"')],
    });
    await writeFile(join(own, 'labels.yaml'), labels('corp-confidential'));
    const where = { part: '', page: null, zone: 'properties' as const, box: null };
    const segment = { where, source: 'label' as const, ocrConfidence: null, looks: null };
    const catalogue = await loadCatalogue([RULES, own]);
    const { findings } = catalogue.match([
      { ...segment, key: 'label@id', text: '{0b7a3f52-1111-4222-8333-444455556666}' },
      { ...segment, key: 'label@enabled', text: '1' },
    ]);
    expect(findings[0]).toMatchObject({ kind: 'label', regime: 'corp', rank: 2 });
  });

  it('are missing when the folder is', async () => {
    await expect(loadCatalogue([join(own, 'nowhere')])).rejects.toMatchObject({
      faults: [expect.stringContaining('to be a readable folder of rules')],
    });
  });
});
