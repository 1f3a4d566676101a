import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from './catalogue.ts';
import { segmentsOfText } from './plain-text.ts';
import { testCatalogue } from './test-catalogue.ts';

const RULES = fileURLToPath(new URL('../../../../rules', import.meta.url));
const catalogue = await loadCatalogue([RULES]);

describe('the marking catalogue', () => {
  it('does what every example of every entry says', async () => {
    const result = await testCatalogue([RULES]);
    expect(result.failures).toEqual([]);
    expect(result.examples).toBeGreaterThan(150);
  });

  it('names its version by date and content', () => {
    expect(catalogue.version).toMatch(/^\d{4}\.\d{2}\+[0-9a-f]{8}$/);
  });

  it('gives what stands in a US banner as structure', () => {
    const [match] = catalogue.match(segmentsOfText('SECRET//SI//REL TO USA, GBR')).findings;
    expect(match).toMatchObject({
      regime: 'us',
      rank: 3,
      text: 'SECRET//SI//REL TO USA, GBR',
      masked: 'SECRET••••••••• •• •••• •••',
      details: { controls: ['SI', 'REL TO USA, GBR'], releasableTo: ['USA', 'GBR'] },
    });
  });

  it('counts the places of the same mark', () => {
    const [match] = catalogue.match(segmentsOfText('SECRET//NOFORN\n\ntext\n\nSECRET//NOFORN')).findings;
    expect(match?.places).toBe(2);
  });

  it('never crosses a line break', () => {
    const { findings } = catalogue.match(segmentsOfText('We kept it top\nsecret for years, he said.'));
    expect(findings).toEqual([]);
  });

  it('is certain of a banner and not of an unclassified header', () => {
    expect(catalogue.isCertain(segmentsOfText('TOP SECRET//SI//NOFORN'))).toBe(true);
    expect(catalogue.isCertain(segmentsOfText('UNCLASSIFIED'))).toBe(false);
  });
});
