import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from './catalogue.ts';
import { segmentsOfText } from './plain-text.ts';

const catalogue = await loadCatalogue([fileURLToPath(new URL('../../../../rules', import.meta.url))]);
const firstOf = (text: string): string | undefined => {
  const [first] = catalogue.match(segmentsOfText(text)).findings.filter(({ rank }) => rank !== 0);
  return first && `${first.regime} ${first.rank}`;
};

/** Forms, exports and misreadings that nobody's papers had shown yet: of each class one or two. */
describe('marks that were foreseen', () => {
  it.each([
    // The box that was ticked, before its level or behind it.
    ['de 3', 'Einstufung:  ☐ offen  ☐ VS-NfD  ☒ GEHEIM\nBetreff: Schleuse'],
    ['de 3', 'Geheim [X]   VS-NfD [ ]   offen [ ]\nBetreff: Schleuse'],
    ['cn 3', '密级: □绝密 ☑机密 □秘密\n标题: 码头设备报告'],
    [
      'generic 3',
      'Classification (tick one): UNCLASSIFIED [ ]  CONFIDENTIAL [ ]  SECRET [X]\nSubject: Berths',
    ],
    ['nato 3', '( ) NATO RESTRICTED (x) NATO SECRET\nAnnex B'],
    // Fields that an attribute names, and names in other languages.
    [
      'us 3',
      '<record><field name="classification">SECRET//NOFORN</field><field name="title">Berth 4</field></record>',
    ],
    ['de 3', '<Feld Name="Einstufung">GEHEIM</Feld><Feld Name="Titel">Schleuse</Feld>'],
    ['cn 2', '<字段 名="密级">秘密</字段><字段 名="标题">仓库盘点</字段>'],
    ['de 1', '{"titel":"Wachplan","vs_grad":"VS-NfD","seiten":4}'],
    ['fr 1', '{"objet":"Planning de garde","mention":"DIFFUSION RESTREINTE"}'],
    ['it 1', '{"oggetto":"Turni","classifica":"RISERVATO","ente":"Comando Marittimo"}'],
    ['pl 2', '{"temat":"Plan wart","klauzula":"POUFNE"}'],
    // Letters spread in capitals in the middle of a header.
    ['generic 3', 'WATCH-31-0417 (Rev B) - S E C R E T - 11 pages\nFuel at the depot'],
    ['us 3', '<message><from>roe</from><body>SECRET//NOFORN</body><body>Berth 4 is free</body></message>'],
    ['tlp 1', 'title,tlp,source\nGateways,amber,cert\nPhones,clear,cert'],
    // What a paper says of itself.
    ['us 3', 'Overall classification of this briefing is SECRET//NOFORN\nSlide 1\nBerths'],
    ['fr 3', 'Ce document est classifié au niveau SECRET\nSPÉCIAL FRANCE\nPlan de coupure des câbles'],
    ['cn 3', '本报告密级为机密,保密期限十年。\n一、码头设备情况'],
    // Whose paper: staffs and commands.
    ['es 2', 'CONFIDENCIAL\nArmada\nComandancia Naval de Puerto Bruno\nPlan de guardia'],
    ['it 1', 'RISERVATO\nComando Marittimo\nTurni di guardia'],
    ['tr 2', 'ÖZEL\nDeniz Kuvvetleri Komutanlığı\nNöbet planı'],
    ['si 3', 'TAJNO\nIzvod št. 2\nSlovenska vojska\nNačrt straže'],
    ['jp 4', '機密\n昭和十六年五月\n軍令部\n港湾警備計画\n第3号'],
    ['cn 3', '文件编号 密级 标题\nA-14 机密 码头设备报告\nA-15 公开 食堂菜单'],
    ['pt 1', 'RESERVADO\nExército Português\nComando das Forças Terrestres\nPlano'],
    ['in 1', 'RESTRICTED\nHQ Southern Naval Command, Kochi\nPier plan'],
    // Two letters for one and one for two; ligatures, radicals and variants of characters.
    ['corp 1', 'Intemal use only\nHolm Shipyard Ltd\nHoliday plan'],
    ['corp 2', 'Conficlential\nHolm Shipyard Ltd\nHull prices'],
    ['rs 2', 'ПОВЕРЛЬИВО\nПримерак бр. 2\nПлан страже'],
    ['corp 2', 'Conﬁdential\nHolm Shipyard Ltd\nHull prices'],
    ['be 2', 'VERTROUWELĲK\nBelgische Defensie'],
    ['cn 3', '机密★⻓期\n某部作战值班日志'],
    ['jp 3', '極祕\n第3号 複製禁止\n港湾警備計画'],
    ['tw 4', '絕對機宓\n國防部\n作戰計畫'],
    ['us 3', '𝐒𝐄𝐂𝐑𝐄𝐓//𝐍𝐎𝐅𝐎𝐑𝐍\nBerths'],
    ['jp 2', '件名:【秘】桟橋の補修計画について\n差出人:施設課 田中'],
  ])('%s in %j', (expected, text) => expect(firstOf(text)).toBe(expected));
});

describe('papers without a mark that look like these', () => {
  it.each([
    'Einstufung:  ☒ offen  ☐ VS-NfD  ☐ GEHEIM\nBetreff: Schleuse',
    '☐ VS-NfD  ☐ GEHEIM\nName:\nDatum:',
    '(X) UNCLASSIFIED ( ) CONFIDENTIAL ( ) SECRET\nTo: Pier Office',
    '密级: □绝密 □机密 ☑公开\n标题: 食堂菜单',
    '(X) Internal medicine ( ) Surgery ( ) Eye clinic\nPatient: ________',
    'Skin: [ ] dry [X] sensitive [ ] oily\nProduct: cream',
    'title,tlp,source\nGateways,white,cert\nPhones,clear,cert',
    '<field name="secret">harbour</field><field name="title">SECRET SALE</field>',
    'Protected A, B and C are the Canadian levels.\nProtected B is most frequent.',
    'سري للغاية\nفيلم جديد في السينما\nالتذاكر من 40',
    'סודי ביותר: המתכון של סבתא\n3 ביצים',
  ])('%j', (text) => expect(firstOf(text)).toBeUndefined());
});
