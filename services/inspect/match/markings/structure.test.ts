import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Match, TextSegment } from '../../report.ts';
import { loadCatalogue } from './catalogue.ts';
import { segmentsOfText } from './plain-text.ts';

const catalogue = await loadCatalogue([fileURLToPath(new URL('../../../../rules', import.meta.url))]);

function matches(text: string): readonly Match[] {
  return catalogue.match(segmentsOfText(text), { nowMs: Date.UTC(2026, 10, 25) }).findings;
}

function codes(match: Match | undefined): string[] {
  return (match?.context ?? []).map((context) => context.code);
}

describe('what a mark says in figures', () => {
  it('states its term and the day it ends, and keeps its rank when that day is past', () => {
    const [match] = matches('机密★20年\n\n某某省人民政府文件\n某政发〔2003〕12号\n2003年4月5日');
    expect(match).toMatchObject({
      rank: 3,
      details: {
        term: { kind: 'period', value: '20年' },
        termEnds: '2023-04-05',
        expired: true,
        issuedBy: '某某省人民政府',
      },
    });
  });

  it.each([
    ['绝密', '30 years'],
    ['机密', '20 years'],
    ['秘密', '10 years'],
  ])('%s without a term holds for %s', (level, value) => {
    const [match] = matches(`000123\n${level}\n某某省人民政府文件\n某政发〔2023〕12号`);
    expect(match?.details).toMatchObject({ term: { kind: 'default', value } });
  });

  it('reads terms in Chinese figures', () => {
    expect(matches('绝密★二十五年\n\n2020年1月2日')[0]?.details).toMatchObject({ termEnds: '2045-01-02' });
  });

  it('adds no term to a mark that says when it ends', () => {
    expect(matches('机密★公布前\n\n某政发〔2023〕12号')[0]?.details.term).toBeUndefined();
  });

  it('names the issuing unit and the date of the paper', () => {
    const [match] = matches(
      'SECRET//NOFORN\n\nDepartment of Example Affairs\n12 March 2031\n\nText of the paper',
    );
    expect(match?.details).toMatchObject({
      issuedBy: 'Department of Example Affairs',
      dated: '2031-03-12',
      termEnds: '2056-03-12',
    });
  });
});

describe('roll-up and order', () => {
  it('notes portions above the banner, and entries that do not follow the Register', () => {
    const all = matches('SECRET//NOFORN//SI\n\n(TS//NF) First paragraph.\n(S//NF) Second paragraph.');
    const banner = all.find((match) => match.details.form === 'banner');
    expect(all[0]?.rank).toBe(4);
    expect(codes(banner)).toEqual(expect.arrayContaining(['portions-above-banner', 'entries-out-of-order']));
  });

  it('notes a banner that lost NOFORN', () => {
    const all = matches('SECRET//ORCON\n\n(S//NF) First paragraph.\n(S//NF) Second paragraph.');
    expect(codes(all.find((match) => match.details.form === 'banner'))).toContain('noforn-missing');
  });

  it('says where both agree', () => {
    const all = matches('SECRET//NOFORN\n\n(S//NF) First paragraph.\n(U) Second paragraph.');
    expect(codes(all.find((match) => match.details.form === 'banner'))).toContain('roll-up-agrees');
  });
});

describe('whose portions they are', () => {
  it('takes (S) for British beside (O-S)', () => {
    expect(matches('(S) The boat sails.\n(O-S) The crew eats.\n(O) It rains.')[0]).toMatchObject({
      regime: 'uk',
      rank: 3,
    });
  });

  it('leaves a lone (P) or (DR) alone', () => {
    expect(matches('(P) The vessel left.')).toEqual([]);
    expect(matches('(DR) Le convoi part.')).toEqual([]);
  });
});

describe('how far context reaches', () => {
  const page = (part: string, number: number, text: string): TextSegment[] =>
    segmentsOfText(text).map((one) => ({ ...one, where: { ...one.where, part, page: number } }));
  const live = 'SECRET//NOFORN\n\nLaydown of forces\n\nSECRET//NOFORN';
  const found = (segments: TextSegment[]) =>
    catalogue.match(segments).findings.map((match) => match.where.page);

  it('a release stamp clears its own page and no other', () => {
    const old = 'DECLASSIFIED\nAuthority NND 99\n\nTOP SECRET\n\nOld memo';
    expect(found([...page('', 1, 'Cover letter'), ...page('', 2, old), ...page('', 3, live)])).toEqual([3]);
  });

  it('one on the first page clears the pages that go on with the same level', () => {
    const first = 'Approved for Release 2004/03/12\n\nSECRET//NOFORN\n\nMemo';
    expect(found([...page('', 1, first), ...page('', 2, live)])).toEqual([]);
  });

  it('a mail about training does not clear its attachment', () => {
    expect(
      found([...page('', 1, 'For training purposes only: see attachment'), ...page('entry #1', 1, live)]),
    ).toEqual([1]);
  });

  it('shows what it cleared as a doubt, with the reason', () => {
    const { doubtful } = catalogue.match(
      segmentsOfText('Approved for Release 2004/03/12\n\nSECRET//NOFORN\n\nMemo'),
    );
    expect(codes(doubtful[0])).toContain('released');
  });
});

it.each([
  'Harbour Board of Eastmere   CONFIDENTIAL/REL TO USA,GBR\n\nThe harbour office has counted the crates.',
  'Eingang am dritten Mai   GEHEIM\n\nBericht',
])('reads a mark in a cell of its own beside other writing: %j', (text) => {
  expect(matches(text)[0]?.rank).toBeGreaterThan(0);
});

describe('misread words', () => {
  it.each([
    ['T0P SECRET//SI//NOFORN', 'us', 4],
    ['TGP SECRET//SI//NOFORN', 'us', 4],
    ['CUl//SP-CTI', 'us-cui', 1],
    ['PR0TECTED 8\n\nGovernment of Canada', 'ca', 2],
    ['Для служебного пользованпя\nЭкз. № 9', 'ru', 1],
    ['内部资料 注意保蜜', 'cn-work', 1],
    ['(SREL) The harbour office moved.\n(SREL) The depot is full.', 'us', 3],
    ['(TSSITKREL) The crew left at dawn.\n(TSSITKREL) Fog at noon.', 'us', 4],
    ['(TSSINF) The crew left at dawn.\n(U) Roads are dry.', 'us', 4],
  ])('%s is %s %i', (text, regime, rank) => {
    expect(matches(text)[0]).toMatchObject({ regime, rank });
  });

  it.each([
    'POP SECRET\n\nin every bag',
    'PROJECTED COSTS\n\nannex',
    'PROJECT - PERSONAL\n\nlist',
    'SECRETA\n\nnotes',
    '(SNF) Skilled nursing facility\n(OT) Occupational therapy',
    'Beds at an (SNF) are paid by the day.\nAsk the (SNF) for a form.',
    '工作经历\n\n表',
  ])('%s stays what it is', (text) => {
    expect(matches(text).filter((match) => (match.rank ?? 0) > 0 && match.rule !== 'generic-secret')).toEqual(
      [],
    );
  });
});

describe('levels broken over two lines', () => {
  it.each([
    ['VS-NUR FÜR DEN\nDIENSTGEBRAUCH\n\nEinsatzplan', 'de', 1],
    ['NATO\nSECRET\n\nAnnex', 'nato', 3],
  ])('%s is one mark', (text, regime, rank) => {
    expect(matches(text)[0]).toMatchObject({ regime, rank });
  });

  it.each(['SECRETO\n機密\n\nPlano', '絕密\nMUITO SECRETO\n\nPlano', 'RESERVADO\n內部\n\nPlano'])(
    '%j is no mark of the states that have one half',
    (text) => expect(matches(text).map(({ regime }) => regime)).toEqual(['mo']),
  );

  it('nothing else may stand on either line, and no letter is guessed', () => {
    expect(matches('VS-NUR FÜR DEN\nDIENSTGEBRAUCH DER WACHE BESTIMMT\n\nx')).toEqual([]);
    expect(matches('VS-NUR FÜR DEN\nDIENSTGEBRAUCK\n\nx')).toEqual([]);
  });
});
