import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from './catalogue.ts';
import { segmentsOfText } from './plain-text.ts';

const catalogue = await loadCatalogue([fileURLToPath(new URL('../../../../rules', import.meta.url))]);

/** Of each class that an independent examiner's papers showed to be missed or taken for another's, papers in other words. */
describe("papers whose mark was missed, or taken for another regime's, on first contact", () => {
  it.each([
    [
      'us 3',
      '5ECRET\nHEADQUARTERS, 7TH LOGISTICS GROUP\nClassif1ed By: Chief, Plans\nDerived Frorn: SCG 12-3\nDeclassify 0n: 20490301\nThe depot holds spares for two squadrons.\nSECRET',
    ],
    [
      'us 3',
      'SECRET\nNO FOREIGN DISSEM\nINTELLIGENCE INFORMATION CABLE\nThe minister will travel on the 4th.\nSECRET',
    ],
    [
      'us 2',
      'CONFIDENTIAL\nCOMMANDER DESTROYER SQUADRON NINE\nFLEET POST OFFICE, SAN FRANCISCO\nFrom: Commander\nTo: Chief of Naval Operations\nSubj: Engine room casualty',
    ],
    ['uk 2', 'CONFIDENTIAL\nFROM HAVANA\nTO DESKBY 120900Z FCO\nTELNO 14\nMY TELNO 12: CEMENT'],
    [
      'uk 1',
      'RESTRICTED\nHQ LAND FORCES\nLoan of a bridge: 2 RTR to 4 Royal Engineers\nMaj A Brown, for Comd\nRESTRICTED',
    ],
    [
      'uk 2',
      'CONFIDENTIAL\n10 DOWNING STREET\nFrom the Private Secretary\nThe Prime Minister was grateful for your minute.\nCONFIDENTIAL',
    ],
    // A corps is XXX on every map: no note that a programmer leaves.
    ['nato 3', 'NATO SECRET - HQ XXX CORPS - OPORD 14'],
    ['mo 1', 'RESERVADO\n內部\nLeal Senado de Macau\nOfício n.º 3/LS/96'],
    [
      'br 3',
      'SECRETO\nSERVICO NACIONAL DE INFORMACOES\nInforme 114/SNI/73\nAssunto: greve no porto de Santos',
    ],
    ['corp 2', 'Lumen Grid AB                        C3 – Confidential\nSubstation list v2\n1. Odda'],
    ['corp 3', 'Blade test results, second series\nSlide 12\n\nRestricted | © Halden Turbines GmbH'],
    ['corp 3', 'COMPANY RESTRICTED\nWage model 2031\nTable 4'],
    ['corp 1', 'Delta plan\nmilestones Q3\n\nInternal © 2030 Brenn Systems AS'],
    [
      'corp 2',
      'The information on this page is proprietary to Arden Motors and may not be copied.\nFig 2 piston',
    ],
    ['corp 1', 'Document class: Internal\nOwner: Facilities\nDesk plan'],
    ['corp 2', 'Information classification: C2 Confidential\nContract review'],
    [
      'corp 3',
      'MSIP_Label_0a1b2c3d-1111-4222-8333-444455556666_Enabled=true\nMSIP_Label_0a1b2c3d-1111-4222-8333-444455556666_Name=Strictly Confidential',
    ],
    [
      'corp 2',
      'msip_labels: MSIP_Label_0a1b2c3d-1111-4222-8333-444455556666_Enabled=True; MSIP_Label_0a1b2c3d-1111-4222-8333-444455556666_Name=Confidential; MSIP_Label_0a1b2c3d-1111-4222-8333-444455556666_SiteId=77',
    ],
    [
      'us 3',
      'Register of documents, Vault 2\nItem   Title                     Class   Holder\n1      Fuel plan                 S       Ames\n2      Lunch rota                U       Roe\n3      Radar cover study         S//NF   Doe',
    ],
    [
      'nato 3',
      'Serial   Title              Class.   Copy\n011      Convoy routes      NS       2\n012      Menu               NU       4',
    ],
    [
      'ru 2',
      'Вх. №   Дата     Содержание         Гриф     Листов\n12      4 мая    Карта порта        С        3\n13      5 мая    Меню столовой      н/с      1',
    ],
    ['corp 2', '华中电气 普通商密 太 5年\n二期采购清单'],
    ['ru 2', 'Секре тно\nЭкз. № 2\nКомандиру части'],
    ['corp 2', 'Vertrau lich\nAngebot Nr. 12\nMuster GmbH'],
    ['ua 3', 'Цlлком таємно\nПрим. № 2\nКомандиру бригади'],
    ['ua 3', 'Ц1лком таємно\nПрим. № 2'],
    ['ua 3', 'Цілком таемно\nПрим. No 1\nМіністерство оборони України'],
    ['ua 2', 'Таєм но\nПрим. № 3\nНачальнику управління'],
    ['in 1', 'RESTRICTED\nHQ 21 Infantry Division\nc/o 56 APO\nArmy Headquarters'],
    ['cn 2', '秘密★至2031年12月\n某委'],
    ['corp 1', 'Document interne - ne pas diffuser\nPlanning'],
    ['cn 3', '机 密 太 2 0 年\n省 国 防 动 员 委 员 会'],
    ['cn-work 1', '内部刊物 注意保存\n省委党校'],
    ['corp 2', '本文件含有商业秘密，未经许可不得复制\n星桥软件有限公司'],
    ['corp 2', '營業秘密\n山川科技股份有限公司\n製程參數'],
    ['corp 2', '公司機密 禁止外流\n山川科技股份有限公司'],
    ['corp 2', '機密文件\n山川科技股份有限公司 研發處'],
    ['jp 2', '秘 (無期限)\n外務省\n大臣 次官'],
    ['corp 2', '部外者閲覧禁止 社外秘\n株式会社みほん 製造部'],
    ['ua 3', 'Цiлком таємнo\nПрим. № 3\nУправління'],
    [
      'corp 2',
      'This drawing and the information in it are confidential and the property of Orrin Pumps.\nScale 1:4',
    ],
    ['corp 1', 'Orrin Group - Internal Use\nRota'],
    ['corp 3', 'Data classification: Restricted\nOwner: Payroll\nSalaries'],
    ['corp 2', 'Data class: Confidential\nCustomer list'],
    ['corp 2', 'Vertrauliche Information - Muster GmbH\nKalkulation'],
    ['corp 2', 'Riservato e confidenziale\nEsempio SpA\nPrezzi'],
    ['corp 2', 'BEDRIJFSVERTROUWELIJK\nVoorbeeld BV'],
    ['corp 2', 'POUFNE\nTajemnica przedsiębiorstwa Przykład sp. z o.o.'],
    ['us 1', 'RESTRICTED\nWAR DEPARTMENT\nWashington 25, D.C., 1944'],
    ['in 3', 'SECRET\nगुप्त\nरक्षा मंत्रालय'],
    [
      'us 4',
      'TOP SECRET DINAR\nHANDLE VIA COMINT CHANNELS ONLY\nThe net at Orvik fell silent.\nTOP SECRET DINAR',
    ],
    ['us 3', 'Subject: Pump spares (S//NF)\n\nThe spares are late.'],
    [
      'us 2',
      'CONFIDENTIAL\nAMEMBASSY OLDHAVEN airgram A-14\nClassified by: ECON, B. Hart\nAutomatically declassified on: Impossible to determine\nCONFIDENTIAL',
    ],
    ['us 3', 'SECRET\nREGRADED UNCLASSIFIED WHEN SEPARATED FROM ENCLOSURE\nHQ 9 CORPS\nMovement order'],
    ['de 3', 'S̶T̶R̶E̶N̶G̶ ̶G̶E̶H̶E̶I̶M̶\nGEHEIM\namtlich geheim gehalten\nKalender Teil B'],
    ['de 3', 'G E H E I M !\nNur durch Offizier!\nBefehl für den 4.7.'],
    ['ru 3', 'Совершенно секретно\nЭкз. № 2\nПротокол № 3\nРассекретить не ранее 2060 г.'],
    ['ua 2', 'ТАЕМНО   Прим №3\nвідомість складу 4'],
    ['cn 3', '│ 密  级 │ 机密 │\n│ 期  限 │ 10年 │\n试验大纲'],
    ['cn 2', '原密级：机密★20年   变更后密级：秘密★10年\n变更依据：第4号通知\n工艺总结'],
    ['cn 2', '2031-03-05 09:12 老赵：[图片识别] 秘密★10年 关于泵站图纸的通知 各站地址如下'],
    ['cn-work 1', '主题：【工作秘密】检查点位\n到达前不通知所在街道。'],
    ['corp 1', 'Example Clinics | INTERNAL USE 0NLY | rev 3\nEscalation tree'],
    ['corp 2', 'Road map of the pumps\n\nExample Pumps – Confidential – for the board   v0.3'],
    ['tw 1', '10:31 阿凱 [照片文字] 密等及解密條件或保密期限: 密 附件抽存後解密\n10:34 組長 不要傳群組'],
    ['cn 3', '机密★20年 关于已作废图纸销毁的通知\n各单位：'],
    ['tlp 2', 'ana 14:02  TLP:RED // victim is a dairy, actor still inside'],
    ['ua 2', 'Т А Є М Н 0\nПрим. № 3\nДоповідь про стан складів'],
    ['it 2', 'R I S E R V A T I S S I M 0\nStato Maggiore\nCopia n. 2'],
    ['tlp 2', '[09:12] duty: TLP:RED from now on, nobody outside this room\n[09:13] ana: ok'],
    ['tlp 1', '[09:12] duty: ab hier TLP:AMBER, bitte nicht weiterleiten\n[09:13] ana: gut'],
    ['tlp 2', '08:40 lee: sending it now. TLP:RED, do not forward this to the vendors please\n08:41 kim: ok'],
    ['pt 2', 'CONFIDENCIAL\nExemplar n.º 4\nEsquadra 552\nA pista fecha em maio.'],
    ['nz 1', 'SENSITIVE\nCABINET\nPaper on the ports levy\nSENSITIVE'],
    ['uk 2', 'CONFIDENTIAL\nFar Isles Department\nMy dear Hugo,\nThe Emir was cold to me.'],
    ['uk 1', 'RESTRICTED\n4 SIGNAL REGIMENT\nExercise area is closed.\nA B Coe, Capt, for CO'],
    ['us 3', '// SECRET//NOFORN\n#include <stdio.h>\nint main() { return 0; }'],
    ['us 3', '(U) Purpose of the visit to the yard\n(S) Radar sites were seen from the road\n(C) Attendance'],
    [
      'us 3',
      '{"id": 7, "banner": "SECRET//REL TO USA, GBR", "text": "(S//REL TO USA, GBR) The pump failed."}',
    ],
    ['us 3', '{"record": {"classification": "S", "ownerProducer": "USA", "disseminationControls": "NF"}}'],
    ['nato 1', '{"marking": "NATO RESTRICTED", "subject": "Bridge load tables"}'],
    ['us-cui 1', 'UNCLASSIFIED//SENSITIVE SECURITY INFORMATION\nAirport gate test'],
    [
      'de 1',
      'Ana : « VS-NUR FÜR DEN DIENSTGEBRAUCH – Blatt 4: die Schranke am Tor ist offen und bleibt es bis Montag. »',
    ],
    ['corp 2', 'Kim 10:02\n[Datei] "VERTRAULICH – Muster Antriebe GmbH / Entwurf 2 – Preise steigen um 4 %"'],
    [
      'de 3',
      'a: schickt mal\nb: hier\nder Kopf\nGEHEIM Ausfertigung 2 Tgb.-Nr. 77\nDer Posten zieht um.\na: danke\nb: bitte\na: weg',
    ],
    [
      'ru 2',
      'а: скинь шапку\nб: лови\nвот\nСЕКРЕТНО Экз.№ 4 инв. 12с\nКолонна выходит в 4.\nа: ок\nб: да\nа: удаляю',
    ],
    ['jp 1', '取扱注意　関係者限り\n入札結果（案）'],
    ['jp 2', '秘\n通し番号　05／12\n協力者は来週来る。'],
    ['tw 1', '原定機密，經核定改列：\n密\n某處'],
    ['cn 2', '原定机密★长期，现调整为：\n秘密★10年\n某站'],
    ['us 2', 'Downgraded from SECRET to CONFIDENTIAL on 4 May 1971\nCONFIDENTIAL\nHQ 9 DIVISION'],
    ['tlp 2', 'TLP:AMBER+STRICT\nNamed addressees only: A. Roe'],
    ['nato 2', '[metadata]\nmarking = "NATO CONFIDENTIAL"\ntitle = "Berths"'],
    ['cn 3', '{"密级": "机密", "标题": "水厂图纸"}'],
    ['cn 2', "INSERT INTO docs VALUES (14, '秘密★5年', '泵站图纸');"],
    ['us 3', "(7, 'SECRET//NOFORN', 'tug list'),"],
    ['us 2', '<CONFIDENTIAL>\nPort memo\nDerived From: SCG 4\n<CONFIDENTIAL>'],
    [
      'ua 2',
      'а: кинь шапку\nб: ось\nтак\nТАЄМНО Прим. № 3 інв. 41т\nКолона виходить.\nа: дякую\nб: видаляю\nа: ок',
    ],
    ['in 1', 'RESTRICTED\nCopy No 3 of 9\nHQ Northern Sector, C/O 99 APO\nRelief plan'],
  ])('%s: %j', (expected, text) => {
    const [first] = catalogue.match(segmentsOfText(text)).findings.filter(({ rank }) => rank !== 0);
    expect(first && `${first.regime} ${first.rank}`).toBe(expected);
  });
});
