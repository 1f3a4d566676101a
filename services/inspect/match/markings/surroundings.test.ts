import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Match } from '../../report.ts';
import { loadCatalogue } from './catalogue.ts';
import { segmentsOfText } from './plain-text.ts';

const catalogue = await loadCatalogue([fileURLToPath(new URL('../../../../rules', import.meta.url))]);

function found(text: string): Match[] {
  const { findings } = catalogue.match(segmentsOfText(text), { nowMs: Date.UTC(2026, 10, 25) });
  return findings.filter((match) => (match.rank ?? 0) >= 1);
}

describe('words over the particulars of something sold are its title', () => {
  it.each([
    'TOP SECRET\n2031, 104 min., drama',
    'GEHEIM\nRegie: Ada Muster\nab 12 Jahren',
    'СЕКРЕТНО\nдетектив, 96 мин, 16+',
    'СОВЕРШЕННО СЕКРЕТНО\nСезон 2, серия 5',
    'ТАЄМНО\nКвитки від 250 грн\nЛьвів, 5 травня',
    '绝密\n悬疑片 | 118分钟 | 导演：张三',
    '極秘\n監督：山田花子\n上映時間 112分',
    'SECRETO\nEntradas desde 18 €\nTeatro Ejemplo',
    'SEGRETO\nprofumo 75 ml',
    'TAJNE\nISBN 978-83-000-0000-1\n312 stron',
    'SECRET\nDoors 20:00, tickets £12\nThe Old Barn',
    'CONFIDENTIAL\nSeason 3 Episode 4\nHosted by Jo Example',
    'TOP SECRET\n2-6 players, ages 10 and up',
  ])('%j', (text) => expect(found(text)).toEqual([]));

  it.each([
    'SECRET\nCopy No 4\nMeeting of 30 minutes held at the embassy',
    'GEHEIM\n3. Ausfertigung\nBundesministerium der Verteidigung\nDie Übung kostet 12 Mio. €',
    'СЕКРЕТНО\nЭкз. № 2\nКомандиру бригады',
    '机密★10年\n\n某某市人民政府文件\n会议时间90分钟',
    'TOP SECRET//SI//NOFORN\nBriefing, 45 min',
  ])('%j stays a mark', (text) => expect(found(text)).not.toEqual([]));
});

describe('what was taken back or is only shown', () => {
  it.each([
    'SECRET\nClassification removed by authority of the Chief Archivist, 3 May 1994',
    'GEHEIM\nGeheimhaltung aufgehoben am 1.2.1999',
    'СЕКРЕТНО\nРассекречен приказом № 12',
    'ЦІЛКОМ ТАЄМНО\nгриф секретності знято 2001',
    '机密\n解除密级 2015年3月',
    '極秘\n秘密解除 平成20年',
    'HEMLIG\nSekretess upphävd 1998',
    'TAJNE\nKlauzula zniesiona dnia 4.5.2003',
    'A banner looks like this:\nSECRET//NOFORN\nThe slide is only an example.',
    'Пример:\nСОВЕРШЕННО СЕКРЕТНО',
    'Beispiel:\nVS-NUR FÜR DEN DIENSTGEBRAUCH',
    'ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ (по заполнении)\nФИО: ______\nДолжность: ______\nДата: ______',
  ])('%j', (text) => expect(found(text)).toEqual([]));

  it('a form that says what it is once filled in, and was', () => {
    const text =
      'PROTECTED B (when completed)\nName: Ada Example\nFile: 2031-44\nDate: 4 May 2031\nDecision: refused';
    expect(found(text)[0]).toMatchObject({ regime: 'ca' });
    expect(found('PROTECTED B (when completed)\nName: ______\nFile:\nDate: ____')).toEqual([]);
  });
});

describe('a word in a sentence that goes on below', () => {
  const page = (heights: readonly number[], sureness: readonly number[]) => {
    const texts = ['The library board completed eleven', 'STRENG GEHEIM', 'crates of tulips at the gate'];
    const segments = segmentsOfText(texts.join('\n')).map((segment, at) => ({
      ...segment,
      source: 'ocr' as const,
      ocrConfidence: sureness[at] ?? 1,
      looks: { height: heights[at] ?? null, struck: false, boxed: false, red: false },
    }));
    return catalogue.match(segments, { nowMs: Date.UTC(2026, 10, 25) }).findings.map(({ regime }) => regime);
  };

  it.each([
    ['is of its size', [0.02, 0.02, 0.02], [0.95, 0.97, 0.95], []],
    ['is smaller than it', [0.02, 0.04, 0.012], [0.95, 0.97, 0.95], ['de']],
    ['was hardly read', [0.02, 0.02, 0.02], [0.95, 0.97, 0.7], ['de']],
  ])('%s', (_what, heights, sureness, regimes) => {
    expect(page(heights, sureness)).toEqual(regimes);
  });
});

describe('a word in capitals in the middle of a page', () => {
  const text =
    'El almacen norte ha contado los\nSECRETO\nrecibos antes de fin de mayo.\nLa oficina del puerto';
  const page = (slanted: boolean) => {
    const looks = { height: 0.02, struck: false, boxed: false, red: false };
    const segments = segmentsOfText(`Acta de la reunion\n\n${text}\n\n${text.replace('SECRETO', 'los')}`).map(
      (segment) => ({
        ...segment,
        where: { ...segment.where, zone: 'body' as const },
        source: 'ocr' as const,
        ocrConfidence: 0.95,
        looks: { ...looks, slanted: slanted && segment.text === 'SECRETO' },
      }),
    );
    return catalogue.match(segments).findings.map(({ level }) => level);
  };

  it('is a stamp where it lies aslant of the lines', () => {
    expect(page(true)).toEqual(['SECRETO']);
    expect(page(false)).toEqual([]);
  });
});

describe('a mark broken over two lines', () => {
  it.each([
    ['TOP\nSECRET//SI//NOFORN\n\nThe convoy left at dawn.', 4],
    ['TOP\nSECRET\n\nPage 1 of 3', 4],
    ['Совершенно\nсекретно\nЭкз. № 1\n\nСводка штаба', 3],
    ['СОВЕРШЕННО\nСЕКРЕТНО\n\nСводка штаба', 3],
    ['内部资料\n注意保密\n\n某某市人民政府', 1],
    ['绝\n密\n\n某某省人民政府文件', 4],
  ])('%j', (text, rank) => expect(found(text)[0]).toMatchObject({ rank }));

  it.each([
    'The box was at the top\nsecret notes lay beside it in the drawer',
    'They sat at the very top\nsecret plans in hand, and laughed.',
  ])('never joins prose: %j', (text) => expect(found(text)).toEqual([]));
});

it.each([
  'SECRET;12;Harbour survey;;open\n;13;Port survey;;closed',
  ';;机密;港口调查;2031\n1;2;;;',
  'Example KK 社外秘\n\n売上計画',
])('reads the cell of a table and the line of an owner: %j', (text) => expect(found(text)).not.toEqual([]));

it('a word that begins like a publisher is no particular of a book', () => {
  const text = 'GEHEIM\nVerlagerung des Depots Musterau\nAbmarsch nach Befehl';
  expect(found(text)[0]).toMatchObject({ regime: 'de' });
});
