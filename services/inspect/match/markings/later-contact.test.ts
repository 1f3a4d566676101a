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
    ['tlp 1', '{"tags":["tlp:amber","phishing"],"title":"Kit"}'],
    ['tlp 2', 'indicators: 4\ntags: ["tlp:red", "phishing"]'],
    ['tlp 1', '<Event><info>Kit</info><Tag><name>tlp:amber</name></Tag></Event>'],
    ['tlp 1', '{"type":"marking-definition","definition_type":"tlp","definition":{"tlp":"green"}}'],
    // A digit among Cyrillic and Greek letters.
    ['ru 4', '0собой важности\nПротокол № 38'],
    ['ru 1', 'Для служебного поль3ования\nЭкз. № 3'],
    ['rs 3', 'СТР0ГО ПОВЕРЉИВО\nПримерак бр. 1\nУправа речне флотиле'],
    ['bg 2', 'П0ВЕРИТЕЛН0\nРепублика България\nМинистерство'],
    ['gr 3', 'ΑΠ0ΡΡΗΤ0\nΥπουργείο Εθνικής Άμυνας'],
    // One character of a short legend, and the first of a level with its star and term.
    ['corp 2', '祉外秘\n月島造船株式会社　設計本部'],
    ['jp 1', '省内眼り\n外務省'],
    ['cn 3', '夫密女20年\n国家重点实验室年度任务书'],
    ['cn 4', '札密女30年\n某部'],
    ['cn 2', '札密太5年\n某部'],
    ['cn 2', '密★6个月\n会议纪要'],
    ['cn 3', '密＊20年\n会议纪要'],
    ['cn 4', '绝宾★30年\n某部'],
    // Runs of an office file's XML.
    ['cn 2', '<w:t>秘密★公布前</w:t><w:t>关于调整储备轮换价格的内部测算</w:t><w:t>临海省粮食局</w:t>'],
    ['us 3', '<w:p><w:r><w:t>SECRET//NOFORN</w:t></w:r></w:p><w:p><w:r><w:t>Convoy routes</w:t></w:r></w:p>'],
    ['de 3', '<a:t>GEHEIM</a:t><a:t>Lageplan der Schleuse</a:t><a:t>1. Ausfertigung</a:t>'],
    // A level with a second half.
    ['corp 2', 'RISERVATO - USO AZIENDALE\nCantieri Bruna S.p.A.\nListino\nRISERVATO - USO AZIENDALE'],
    [
      'corp 2',
      'RISERVATO - DIREZIONE COMMERCIALE\nCantieri Bruna S.p.A.\nListino\nA 11%\nRISERVATO - DIREZIONE COMMERCIALE',
    ],
    // Names of fields.
    [
      'fi 3',
      'Asia: satama   Päiväys: 4.5.2031   Laatija: K. Virta, varusmiespalvelus   Turvaluokka: SALAINEN',
    ],
    ['hu 1', 'Tárgy: kikötő\nMinősítési szint: Korlátozott terjesztésű'],
    ['rs 2', 'Предмет: пристан\nСтепен тајности: ПОВЕРЉИВО'],
    ['id 3', 'Perihal: dermaga\nTingkat klasifikasi: RAHASIA'],
    // A digit in a word of ordinary letters, and in capitals among them.
    [
      'ru 2',
      '                              Секретн0\n                     Экз. единственный\nПротокол испытаний буя',
    ],
    ['cn 2', '等级 加急   密级 秘密★6个月   某关缉电〔2021〕9号\n十二日夜在白沙水道设伏。'],
    [
      'ch 2',
      'VERTRAULICH / CONFIDENTIEL\nFestung Hinterstock\nNotstromgruppe 2 läuft nur 40 Minuten.\nGeht an: Kdt, Chef Werk (num. Ex. 1-2)',
    ],
    ['de 3', 'Geh3im\n1. Ausfertigung\nLageplan der Schleuse'],
    ['pl 2', 'P0ufne\nEgz. nr 2\nMeldunek o porcie'],
    ['gr 3', 'Απ0ρρητο\nΥπουργείο Εθνικής Άμυνας\nΑντίτυπο 2'],
    [
      'uk 1',
      'From: Pier Master\nSubject: FW: 0FFICIAL -SENSITIVE PERSONAL: list of the injured, 3 May\nNo names on the quay.',
    ],
    ['de 3', 'Vorgang: Hafenplan\nEinstufung: GEHElM\nSeite 2'],
    // A mark in a frame, and other writing beside it.
    [
      'jp 3',
      '┌──────┐\n│特定秘密│      指定番号 令和5年第3号の2  複製禁止\n└──────┘\n港湾センター 取りまとめ',
    ],
    ['de 3', '║ GEHEIM ║   Hafenamt Nord, Referat 4\nBericht über die Schleuse'],
    // A survey of opinions may be marked, and a mention of the mark in a signature is no policy.
    ['jp 1', '取扱注意  関係者限り\n乗組員家族アンケート 集計\n・桟橋の灯りが切れている'],
    [
      'fr 3',
      'De : Y. Lemar\nObjet : [SECRET DÉFENSE] horaires de repli\nLe quai 3 ferme à 20 h.\n-- mention SECRET DÉFENSE, ne pas imprimer',
    ],
    // What a colour allows is no company's label.
    [
      'tlp 2',
      'TLP:RED\nFlash 12 - gateways of shipyards\nFor named recipients only; do not forward.\nAddress: 203.0.113.9\nTLP:RED',
    ],
  ])('%s', (expected, text) => expect(firstOf(text)).toBe(expected));
});

describe('papers without a mark that were, or would have been, taken for marked', () => {
  it.each([
    'CONFIDENTIAL\nFrom: Commander\nTo: Chief\nGROUP 4 DOWNGRADED AT 3 YEAR INTERVALS\nDECLASSIFIED\nE.O. 12356, Sec. 3.4\nCONFIDENTIAL',
    'Four labels and when to use them\nTLP:RED - named recipients only. TLP:AMBER - your organisation. TLP:GREEN - your community. TLP:CLEAR - anyone.\nIf in doubt ask.',
    'Labels\nTLP:AMBER: internal use only.\nTLP:GREEN: community\nTLP:RED = named recipients only',
    '保密大20年\n活动',
    '机械★20年',
    '福祉外来のご案内\n病院',
    '0сновы безопасности\nУчебник',
    'RISERVATO - AI SOCI\nPiscina comunale\norario 8-20',
    '<w:t>The secret of good bread</w:t><w:t>is time</w:t>',
    '{"shade":{"name":"amber","tag":"red"}}',
    'Write "tlp:amber" into the field for tags.',
    '{"tlp":"white","info":"Advisory"}',
    'user: admin\npassword: S3cret\nhost: db4',
    'Active T0P SECRET/SCI clearance (2022)\nForklift, cranes',
    'Anfrage 12: Geh3imtipp am Hafen\nEssen gut',
    'THATIS CONFIDENTIAL\nSAID THE CAT',
    'DAS IST VERTRAULICH\nsagt die Katze',
    "C'EST CONFIDENTIEL\nDIT LE CHAT",
    'ISSO É CONFIDENCIAL\ndisse o gato',
    'Part C0NF1D-3 of the pump\nPart SECR3T-9 is out of stock',
  ])('%j', (text) => expect(firstOf(text)).toBeUndefined());
});
