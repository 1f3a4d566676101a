import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from './catalogue.ts';
import { segmentsOfText } from './plain-text.ts';

const catalogue = await loadCatalogue([fileURLToPath(new URL('../../../../rules', import.meta.url))]);
const firstOf = (text: string): string | undefined => {
  const [first] = catalogue.match(segmentsOfText(text)).findings.filter(({ rank }) => rank !== 0);
  return first && `${first.regime} ${first.rank}`;
};

/** Of each class that a sixth examiner's papers showed to be missed or taken for another's, papers in other words. */
describe("papers whose mark was missed, or taken for another regime's", () => {
  it.each([
    // What was to be done some day is no release.
    [
      'us 2',
      'CONFIDENTIAL\nFrom: Commander\nTo: Chief\nSubj: Pumps\n\nGROUP 4\nDowngraded at 3 year intervals;\ndeclassified after 12 years\nCONFIDENTIAL',
    ],
    [
      'us 3',
      'SECRET\nSubject to General Declassification Schedule of\nExecutive Order 11652. Automatically downgraded at two\nyear intervals. Declassified on 31 December 1982\nSECRET',
    ],
    ['generic 3', 'SECRET\nFrom: Commander\nTo: Chief\nSubj: Hull\nTo be declassified on 4 May 1994\nSECRET'],
    // Several fields on a row.
    [
      'fr 1',
      'Chantiers du Ponant\nFiche n° 12   Bâtiment : frégate 4   Essai : barre et safran   Mention de protection : DIFFUSION RESTREINTE\nVitesse 27 nœuds',
    ],
    [
      'de 1',
      'Aktenzeichen: 12-4/2031 Bearbeiter: R. Holm, Referat 4, Hafenamt Nord Einstufung: VS-NfD Datum: 4.5.2031\nBericht',
    ],
    [
      'ru 2',
      '№ п/п: 14   Дата: 04.05.2031   Исполнитель: Лукин А.А., отдел снабжения   Гриф: СЕКРЕТНО   Листов: 3\nОтчёт',
    ],
    [
      'cn 3',
      '编号：2031-14　日期：2031年5月4日　承办单位：东海港务局工程建设处第二科　密级：机密　页数：3\n报告',
    ],
    // Whose word it is: the language of the paper says.
    [
      'fr 3',
      'reference;objet;classification;extrait\n"D/1";"Plan de coupure des câbles";"SECRET";"Le point d\'atterrage est gardé en semaine."\n"D/2";"Frais du chef de bureau";"NON PROTÉGÉ";"Deux nuitées."',
    ],
    [
      'pt 3',
      'SECRETO\nMinistério dos Portos - Gabinete do Chefe\nTelegrama n.º 12, da Embaixada em Port Temba\nO agente foi abordado por um oficial que ofereceu as plantas do arsenal.\nSECRETO',
    ],
    [
      'es 4',
      'SECRETO\nMinisterio de Marina\nEl buque fue visto en la bahía con las luces apagadas.\nSECRETO',
    ],
    // Tags of feeds.
    ['tlp 1', '{"event":{"info":"Kit","Tag":[{"name":"tlp:amber"},{"name":"PAP:AMBER"}]}}'],
    ['tlp 2', '{"Tag":[{"name":"tlp:red"}]}'],
    ['tlp 1', '{"type":"marking-definition","definition_type":"tlp","definition":{"tlp":"green"}}'],
  ])('%s', (expected, text) => expect(firstOf(text)).toBe(expected));
});

describe('papers without a mark that were, or would have been, taken for marked', () => {
  it.each([
    'CONFIDENTIAL\nFrom: Commander\nTo: Chief\nGROUP 4 DOWNGRADED AT 3 YEAR INTERVALS\nDECLASSIFIED\nE.O. 12356, Sec. 3.4\nCONFIDENTIAL',
    'Four labels and when to use them\nTLP:RED - named recipients only. TLP:AMBER - your organisation. TLP:GREEN - your community. TLP:CLEAR - anyone.\nIf in doubt ask.',
    'Labels\nTLP:AMBER: internal use only.\nTLP:GREEN: community\nTLP:RED = named recipients only',
    '{"shade":{"name":"amber","tag":"red"}}',
    '{"tlp":"white","info":"Advisory"}',
  ])('%j', (text) => expect(firstOf(text)).toBeUndefined());
});
