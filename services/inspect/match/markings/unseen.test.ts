import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from './catalogue.ts';
import { segmentsOfText } from './plain-text.ts';

const catalogue = await loadCatalogue([fileURLToPath(new URL('../../../../rules', import.meta.url))]);
const levelsOf = (text: string) => catalogue.match(segmentsOfText(text)).findings.map(({ level }) => level);

/** Classes of documents that someone who had not seen the rules wrote, and that were missed at first; here in other words. */
describe('marks that were missed on first contact', () => {
  it.each([
    [
      'bars of a joint mark read as letters',
      'IIJOINT SECRET AUS USA//REL TO USA, AUS\n\nPlan of the northern pier',
      'SECRET',
    ],
    [
      'a level in brackets behind the title of a map',
      '港区管线总图（机密*20年）\n比例尺 1:10000\n绘制单位：测绘二队',
      '机密',
    ],
    [
      'a delivery grade behind a misread mark',
      '机蜜*15年  加急\n某某地区行署办公室\n关于巡查工作的通知',
      '机密',
    ],
    [
      'a mark typed with gaps',
      'Blatt 3/8\nSchutzvermerk: VS - Nf D\nWerkstoff: Stahl',
      'VS-NUR FÜR DEN DIENSTGEBRAUCH',
    ],
    [
      'Latin letters in a Cyrillic mark',
      'CEKPETHO\nCOBEPШEHHO CEKPETHO\nПротокол совещания',
      'Совершенно секретно',
    ],
    [
      'Latin letters in a mark at the right',
      `${' '.repeat(44)}Для служeбного пользовaния\n${' '.repeat(44)}Экз. № 7\nПриказ`,
      'Для служебного пользования',
    ],
    [
      'the number of a meeting under the mark',
      '取扱注意\n第12回調整会議 資料1\n門の鍵の保管について',
      '取扱注意',
    ],
    ['a mark at the right of a title', '某某港口水深测量汇总表　机密★20年\n\n点号 深度\n1 20', '机密'],
    ['a grade read with gaps', '機密性 2 情報\n\n港湾庁　門の鍵の一覧', '機密性2情報'],
    ['two names of a grade', '機密 SECRETO\n\n公函編號：7/DE/2031\n事由：更換門鎖', 'SECRETO'],
    [
      'an owner before the word, at head and foot',
      'TRELLIS PUMPS PROPRIETARY\nReport 12\n\nResults: fine.\n\nTRELLIS PUMPS PROPRIETARY',
      'CONFIDENTIAL',
    ],
    [
      'a label over a table of text, in quotation marks with its owner',
      '"COMPANY CONFIDENTIAL - Dorn Pump Co."\nno,price,cost\n1,20,12\n2,30,14',
      'CONFIDENTIAL',
    ],
  ])('%s', (_what, text, level) => expect(levelsOf(text)).toContain(level));
});

describe('papers without a mark that were taken for marked on first contact', () => {
  it.each([
    [
      'the years in which a clearance was held',
      'Maj. (ret.) T. Beispiel\nNATO SECRET 2009–2015\nSkills: planning, rowing',
    ],
    [
      'a list of abbreviations',
      'Abbreviations\nNC — NATO CONFIDENTIAL\nNS — NATO SECRET\nPOL — petroleum, oil and lubricants',
    ],
    [
      'clearances under their heading',
      'Bo Muster\nEngineer\n\nSecurity clearances\nNATO SECRET\nCOSMIC TOP SECRET\n\nLanguages\nFinnish',
    ],
    [
      'clearances in a curriculum vitae',
      'Curriculum vitae\nBo Muster\n\nBorn 1999\n\nCOSMIC TOP SECRET\n\nRowing',
    ],
    [
      'a film with a name only marks have',
      'COSMIC TOP SECRET\nthriller, 104 min.\nTickets €9\n\nDoors 20:00',
    ],
    ['what a newspaper says in Hebrew', 'הדלפה: "התיק סומן סודי ביותר"\n\nהדובר הכחיש אתמול.'],
    ['what is on television', "화요일 편성표\n\n20:00 다큐 '떡집의 영업비밀'\n21:00 뉴스"],
    [
      'a guide to labels',
      'Which label?\nInternal     rota\nConfidential contracts\nStrictly Confidential   takeover plans',
    ],
  ])('%s', (_what, text) => expect(levelsOf(text)).toEqual([]));
});

describe('a mark made as one stays found whatever single words say', () => {
  const authority = 'Classified By: J. Example\nDerived From: SCG 4\nDeclassify On: 20480101';
  it.each([
    [
      'trainees and a workbook',
      `SECRET//NOFORN\n${authority}\nThe trainee shall keep the workbook in the vault.\nSECRET//NOFORN`,
    ],
    ['an exercise', `TOP SECRET//SI//NOFORN\nEXERCISE\nOPORD 4-31\n${authority}\nTOP SECRET//SI//NOFORN`],
    [
      'hostages that were released',
      `SECRET//NOFORN\n${authority}\nThe hostages were\nRELEASED\n\n1. (S//NF) They are at sea.\nSECRET//NOFORN`,
    ],
    [
      'a mark that was lowered, not lifted',
      'SECRET\nDOWNGRADED\nfrom TOP SECRET, 4 May 2031\nCopy 2 of 4\nSECRET',
    ],
  ])('%s', (_what, text) => expect(levelsOf(text)).not.toEqual([]));
});

it('a sheet without the secret it goes with says so in American', () => {
  const text = 'SECRET\n\nUNCLASSIFIED WHEN SEPARATED FROM ATTACHMENT 2\n\nRotor plans\n\nSECRET';
  expect(catalogue.match(segmentsOfText(text)).findings[0]).toMatchObject({ regime: 'us', rank: 3 });
});
