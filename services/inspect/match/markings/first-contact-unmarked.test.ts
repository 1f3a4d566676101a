import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from './catalogue.ts';
import { segmentsOfText } from './plain-text.ts';

const catalogue = await loadCatalogue([fileURLToPath(new URL('../../../../rules', import.meta.url))]);

/** Of each class of papers that were taken for marked, or would have been, papers in other words. */
describe('papers without a mark that were taken for marked on first contact', () => {
  it.each([
    'MSIP_Label_0a1b2c3d-1111-4222-8333-444455556666_Enabled: False\nMSIP_Label_0a1b2c3d-1111-4222-8333-444455556666_Name: Highly Confidential',
    'NATO SECRET\nDÉCLASSIFIÉ ET MIS EN LECTURE PUBLIQUE - AC(2010)12\nReport on telephone lines',
    'C O N F I D E N T I A L\nDECLASSIFIED E.O. 12356, Sec. 3.4',
    'SECRET\nThis record was transferred to the public archives in 2004 and is open.\nTelegram of 4 May 1955',
    'RESTRICTED\nRecord opened 1 January 1998. Crown copyright.\nWO 201/345',
    '机密\n已于2004年解密\n电报',
    '極秘\n公開済み 外交史料館所蔵\n電信',
    'GEHEIM\nFreigegeben nach Ablauf der Sperrfrist, Bundesarchiv\nFernschreiben',
    'SECRET\nVersé aux archives, communicable depuis 2005\nTélégramme',
    'Kammerspiele Ahlen\nGEHEIM\nKriminalstück in zwei Akten\nBeginn 19.30 Uhr, Karten 8 DM',
    'SECRET DÉFENSE\npièce en trois actes\nThéâtre municipal, vendredi 20 h 30',
    'TRÈS SECRET\nvaudeville\nSalle polyvalente, dimanche 15 h',
    '極 機 密\n年 度 最 強 諜 戰 片\n全 台 上 映 中',
    '絕對機密\n院線強檔 諜報大片\n片長 102 分 保護級',
    '絕 密\n諜 戰 劇\n每 晚 八 點 播 出',
    'ЦІЛКОМ ТАЄМНО\nвистава на дві дії\nБудинок культури, 18 год',
    'ALTO SECRETO\ncomedia en dos actos\nTeatro Municipal, 22 h',
    'TOP SECRET\na farce in three acts\nVillage Hall, 7.30 pm',
    'TOP SECRET\nLP, side one\n1. Cold wind 3:12\n2. Late train 4:01',
    'STRICTLY CONFIDENTIAL\nThe Velvet Hours\nSide A\n1 Blue Room 2.58',
    '極秘\n定食 八百五十円\n日替わり',
    'TOP SECRET\nchili, two pounds beef\nSimmer three hours.',
    'CONFIDENTIAL\nA new fragrance for men',
    'R. Larsen\nSecurity clearance\nTOP SECRET/SCI, polygraph 2021\nEducation\nBSc',
    'Соискатель: Петров\nИмею вторую форму допуска (совершенно секретно)\nОпыт работы 12 лет',
    'If a paper is stamped\nSECRET\ntake it to the registry at once.',
    '密级怎么写？\n机密★20年\n秘密★5年\n以上为常见写法，供同学参考。',
    '第三章 公文格式\n份号位于左上角\n机密★10年 写在份号下方\n练习：请指出错误',
    'Lesson 4: banners\nTOP SECRET//SI//NOFORN\nStudents read the line aloud.',
    'Merkblatt für neue Mitarbeiter\nVS-NUR FÜR DEN DIENSTGEBRAUCH\nsteht oben auf der Seite.',
    'TLP:RED means for the eyes of recipients only.\nTLP:AMBER means limited.',
    'Approved F0r Release 2003/08/12 : ClA-RDP79B00752A000300010001-8\nSECRET\nMEMORANDUM',
    'SECRET\nSanit1zed Copy Approved for Re1ease 2011/02/08',
    'DECLASSlFIED\nE.O. 12958, Sec. 3.5\nNLF Case No. 04-12\nTOP SECRET',
    'Job: Systems engineer\nRequired: active TOP SECRET//SCI\nApply by 4 May',
    'Lebenslauf\nSicherheitsüberprüfung Ü3\nGEHEIM\nBundeswehr 2011-2019',
    '履历\n涉密人员资格：机密级\n工作经历：某研究所',
    'NATO RESTRICTED (sobald ausgefüllt)\nName: ....\nDienstgrad: ....',
    'RESTRICTED\n18 and over only',
    '取扱注意\n電池 火気厳禁',
    'Совершенно секретно\nгазета, № 12 (2031)',
    'Снято с секретного хранения\nСЕКРЕТНО\nДонесение штаба 1942 г.',
    'Гриф «секретно» снят, акт № 12\nСЕКРЕТНО\nСводка',
    'Таємно\nвірші, Львів 1931',
    'TAJNE\nfilm dokumentalny, reż. J. Przykład',
    'SECRETO\nNovela de amor',
    'VERTRAULICH\nEin Hörspiel, Regie A. Muster',
    '註銷\n密\n內政部函',
    'CONFIDENTIAL\nband from Leeds, live at the Anchor, doors 8pm',
    'TEMPLATE v3\nINTERNAL USE ONLY\nReplace this text',
    'VS-NfD heißt Verschlusssache – nur für den Dienstgebrauch.',
    'Diese Einstufung ist aufgehoben. GEHEIM\nBundesarchiv, Signatur BW 1/12',
    'ARCHIVES NATIONALES\nCote 5 AG 1/12\nTRÈS SECRET\ncommunicable',
    'SECRET\nwhispers of the garden\npoems',
  ])('%j', (text) => {
    expect(catalogue.match(segmentsOfText(text)).findings.filter(({ rank }) => rank !== 0)).toEqual([]);
  });
});
