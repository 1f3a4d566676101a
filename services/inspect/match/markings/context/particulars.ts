import type { Line } from '../document-lines.ts';
import type { Candidate } from '../mark.ts';

/** What only films, books, events, games and goods are sold with; patterns over folded text, one a kind. */
const SOLD: readonly RegExp[] = [
  /(?:^|[^\d:.])\d{2,3} ?(?:MIN(?:\.|UTES|UTEN|UTOS|UTI|UTER|UUT)?(?![\p{L}])|МИН(?:УТ)?(?!\p{L})|ХВ(?!\p{L})|分钟|分鐘|분(?!\p{L}))/u,
  /(?<!\p{L})[1-4] ?(?:H|STD|Ч|GODZ) ?[0-5]\d(?!\d)|[1-4]時間\d{1,2}分/u,
  /(?<!\d)[1-9]\d{2} ?(?:PP?\.|PAGES?|SEITEN|PAGINAS|PAGINE|SIDOR|SIDER|STRON|STRAN|СТР|页|頁|ページ|쪽)(?!\p{L})/u,
  /ISBN|ISSN|HARDBACK|HARDCOVER|PAPERBACK|TASCHENBUCH|ИЗДАТЕЛЬСТВО|ВИДАВНИЦТВО|VERLAG(?!\p{L})|WYDAWNICTWO|出版社|출판사/u,
  /[$£€¥₽₴] ?\d{1,4}(?:[.,]\d{2})?(?![\d.,]*\d| ?(?:K|M|BN|MN|MILL|MIO|MRD|BILL|THOUS))|(?<![\d.,])\d{1,4}(?:[.,]\d{2})? ?(?:[€₽₴]|EUR(?!\p{L})|РУБ|ГРН|ZL(?!\p{L})|KC(?!\p{L})|元|円|원)(?!\p{L})/u,
  /(?<!\p{L})(?:TICKETS?|ADMISSION|DOORS|EINTRITT|EINLASS|ABENDKASSE|VORVERKAUF|BILLETTERIE|ENTRADAS|BIGLIETT[IO]|INGRESSOS?|БИЛЕТЫ?|БИЛЕТОВ|ВХОД|КВИТК(?:И|ІВ)|BILETY|WSTEP|VSTUPNE|VSTUPENKY)(?!\p{L})|门票|门票|票价|票價|入場料|前売|티켓|입장료/u,
  /(?<!\p{L})RATED (?:PG|R|M|E|T)(?!\p{L})|(?<!\p{L})(?:FSK|USK|PEGI|CERT(?:IFICATE)?) ?\d|(?<![\d])(?:6|12|14|15|16|18)\+(?!\d)|PG-13|TV-(?:MA|14|PG)|(?<!\p{L})AGES? \d|AB \d{1,2} JAHREN|DES \d{1,2} ANS|\d ?[-–] ?\d ?(?:PLAYERS|SPIELER|JOUEURS|JUGADORES|GIOCATORI|ИГРОКОВ|ИГРОКА|人游戏)/u,
  /PLAYSTATION|(?<!\p{L})PS[45](?!\d)|XBOX|NINTENDO|(?<!\p{L})STEAM(?!\p{L})|NETFLIX|DISNEY\+|PRIME VIDEO|SPOTIFY|APPLE PODCASTS|(?<!\p{L})(?:IN CINEMAS|IM KINO|AU CINEMA|EN CINES|AL CINEMA|В КИНО|W KINACH|V KINECH)(?!\p{L})/u,
  /(?<!\p{L})S\d{1,2} ?E\d{1,2}(?!\d)|(?<!\p{L})(?:EPISODES?|SEASON|SERIES|STAFFEL|FOLGE|SAISON|TEMPORADA|EPISODIOS?|СЕЗОН|СЕРИ[ИЙЯ]|ВЫПУСК|ВИПУСК|СЕРІЯ|SEZON|ODCINEK) ?\d|第 ?\d{1,3} ?[集季话話]|시즌 ?\d/u,
  /(?<!\p{L})(?:STARRING|DIRECTED BY|WRITTEN BY|A FILM BY|REGIE|REGIA|REALISATION|DIRECCION|РЕЖИССЕР|РЕЖИСЕР|В РОЛЯХ|У РОЛЯХ|REZYSERIA|REZIE|HOSTED BY)(?!\p{L})|导演|導演|主演|監督|감독|출연/u,
  /(?<![\p{L}\d])\d{1,4}(?:[.,]\d)? ?(?:ML|CL|FL ?OZ|OZ|МЛ|毫升)(?!\p{L})|\d ?% ?VOL/u,
  /(?<!\p{L})(?:THRILLER|COMEDY|KOMODIE|COMEDIE|COMMEDIA|HORROR|КОМЕДИЯ|КОМЕДІЯ|ТРИЛЛЕР|ТРИЛЕР|ДЕТЕКТИВ|БОЕВИК|PODCAST|ПОДКАСТ|MUSICAL|MAGAZINE)(?!\p{L})|ЖУРНАЛ ?[«"]|悬疑片|惊悚片|サスペンス|스릴러/u,
  /片 ?[长長] ?[:：]? ?\d|上映(?:時間|时间|中)|[輔辅]導? ?\d{1,2} ?[級级]|(?:保護|限制|普遍)級/,
  /(?<!\p{L})(?:KARTEN|ENTREE|PLACES|BILLETS) ?:? ?(?:LIBRE|\d)|(?<![\d.,])\d{1,4}(?:[.,]\d{2})? ?(?:DM|LIRE|PTAS|FRF|CZK|SEK|NOK|DKK)(?!\p{L})|NT\$ ?\d/u,
  /(?<!\p{L})(?:TABLESPOONS?|TEASPOONS?|TBSP|SIMMER|PREHEAT|MENU DU JOUR|PLAT DU JOUR)(?!\p{L})|定食|日替わり|大さじ|小さじ|套餐|食[谱譜]|큰술/u,
  /(?<!\p{L})(?:FRAGRANCE|EAU DE (?:TOILETTE|PARFUM|COLOGNE)|AFTERSHAVE|BODY LOTION)(?!\p{L})|香水/u,
];

/** What stands on playbills and record sleeves, and on no company's paper. */
const SHOWN: readonly RegExp[] = [
  /(?<!\p{L})(?:\d|EIN(?:EM)?|ZWEI|DREI|VIER|FUNF|UN|DEUX|TROIS|QUATRE|CINQ|ONE|TWO|THREE|FOUR|FIVE|DOS|TRES|CUATRO|DUE|TRE|QUATTRO|DOIS|ДВУХ|ТРЕХ|ЧЕТЫРЕХ|ДВІ|ТРИ|ЧОТИРИ|DWOCH|TRZECH|TWEE|DRIE|TVA|TO) (?:AKTEN?|BILDERN|ACTES?|TABLEAUX|ACTS?|ACTOS?|ATT[OI]|ATOS?|ДЕЙСТВИЯХ?|АКТАХ?|ДІЇ|ДІЯХ|AKTACH|BEDRIJVEN|AKTER)(?!\p{L})/u,
  /(?<!\p{L})(?:SCHWANK|LUSTSPIEL|SCHAUSPIEL|VOLKSSTUCK|KRIMINAL(?:STUCK|KOMODIE)|BOULEVARDSTUCK|VAUDEVILLE|OPERETTE?|OPERETTA|KABARETT|KABARET|CABARET|PIECE DE THEATRE|STAGE PLAY|A FARCE|ВОДЕВИЛЬ|СПЕКТАКЛЬ|ВИСТАВА|ПЬЕСА|П'ЄСА|ОПЕРЕТТА|SZTUKA TEATRALNA|ZARZUELA|SAINETE)(?!\p{L})|[諜谍](?:報|报|戰|战)|[鉅巨大][片制製]|[强強][档檔]|(?:喜|話|话|舞台|連續|连续|诗|歌|京)[剧劇]|推理劇|時代劇|연극|뮤지컬/u,
  /(?<!\p{L})(?:STADTTHEATER|KAMMERSPIELE|VOLKSTHEATER|KOMODIENHAUS|THEATRE (?:ROYAL|MUNICIPAL|DE LA VILLE)|TEATRO (?:MUNICIPAL|COMUNALE|PRINCIPAL|NACIONAL)|SALLE DES FETES|SALLE POLYVALENTE|VILLAGE HALL|ДОМ КУЛЬТУРЫ|БУДИНОК КУЛЬТУРИ|DOM KULTURY|KULTURHAUS|FESTHALLE|LICHTSPIELE|KINO|CINE|URAUFFUHRUNG|ERSTAUFFUHRUNG|ПРЕМЬЕРА|ПРЕМ'ЄРА|PREMIERA)(?!\p{L})|[戏戲]院|影院|院[线線]|[剧劇]場|剧场|上映|首播|播出|公演|개봉|상영/u,
  /(?<!\p{L})(?:SHORT STORY|KURZGESCHICHTE|RACCONTO|РАССКАЗ|ОПОВІДАННЯ|OPOWIADANIE|A NOVEL|A MEMOIR|NOVELA|ROMANZO|POWIESC|ПОВЕСТЬ|ВІРШІ|СТИХИ|POEMS|POESIES|GEDICHTE|POESIA|HORSPIEL|AUDIOBOOK|DOKUMENTARFILM|FILM (?:DOKUMENTALNY|DOCUMENTAIRE)|REZ\.|BAND FROM|LIVE AT|DEBUT ALBUM|КОНЦЕРТ|COMIC|KOMIKS|КОМИКС)(?!\p{L})|^ ?ГАЗЕТА[,:(]|绘本|漫画|漫畫|线上看|線上看|韓劇|韩剧|手游/u,
  /(?<!\p{L})(?:SIDE (?:A|B|ONE|TWO)|SEITE [AB]|FACE [AB]|TRACK ?LIST|LP|33 ?1\/3|45 RPM|VINYL|STEREO|SCHALLPLATTE|ПЛАСТИНКА|СТОРОНА [АБ12])(?![\p{L}\d])|[AB]面/u,
];

/** Nothing that is sold or shown is numbered copy by copy. */
export const COPY_NUMBER =
  /(?<!\p{L})(?:COPY|ЭКЗ|ПРИМ|EGZ|EXEMPLAIRE|EXEMPLAR|EXEMPLAAR|EKSEMPLAR|ESEMPLARE|EJEMPLAR|NUM\. EX|VYTISK|VYTLACOK|IZVOD)\.? ?(?:NO|NR|N|№|\d)|\d\. ?AUSFERTIGUNG|사본번호|份号/u;

/** Kinds of particulars in lines around a title; those of the stage count for companies' words too. */
export function particulars({ line, start, end, rule }: Candidate, around: readonly Line[]): number {
  const texts = [
    `${line.folded.slice(0, start)} ¦ ${line.folded.slice(end)}`,
    ...around.map((one) => one.folded),
  ].map(closeHan);
  if (texts.some((text) => COPY_NUMBER.test(text))) return 0;
  const kinds = rule.axis === 'corp' ? SHOWN : [...SOLD, ...SHOWN];
  return kinds.filter((pattern) => texts.some((text) => pattern.test(text))).length;
}

/** `片 長 1 1 8 分 鐘`: readers part what posters spread. */
function closeHan(text: string): string {
  return /[\u4e00-\u9fff] [\u4e00-\u9fff\d]/.test(text)
    ? text.replace(/(?<=[\u3041-\u9fff\d]) (?=[\u3041-\u9fff\d])/g, '')
    : text;
}
