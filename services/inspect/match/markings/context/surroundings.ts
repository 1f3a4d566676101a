import type { Line } from '../document-lines.ts';
import type { Candidate, Evidence } from '../mark.ts';
import { fieldBeside } from './field-beside.ts';

/**
 * What the lines around a mark are, whatever language they are in: particulars of a film, an event or a product under a title,
 * the words that introduce an example, the fields of a form that was filled in.
 */
export function createSurroundings(lines: readonly Line[]): (candidate: Candidate) => Evidence[] {
  const filled = lines.filter(({ text }) => FILLED_FIELD.test(text) && !BLANK_FIELD.test(text)).length;
  const blank = lines.filter(({ text }) => BLANK_FIELD.test(text)).length;
  return (candidate) => {
    const around = neighbours(lines, candidate);
    const evidence: Evidence[] = [...fieldBeside(candidate, lines)];
    if (isTitle(candidate)) {
      const kinds = particulars(candidate, around);
      // A name that only marks have is lent to a film too, but needs two signs of one.
      if (kinds > (candidate.strength === 'distinctive' ? 1 : 0))
        evidence.push({ code: 'product', weight: kinds > 1 ? -5 : -3.2 });
    }
    if (isIntroduced(candidate, lines))
      evidence.push({ code: 'training', weight: candidate.strong ? -7 : -5 });
    if (isYearsHeld(candidate) || isHeldClearance(candidate, lines))
      evidence.push({ code: 'job', weight: -5 });
    if (isSpelledOut(candidate, around)) evidence.push({ code: 'training', weight: -5 });
    const conditional = [candidate.line, ...around].some(({ folded }) => CONDITIONAL.test(folded));
    if (conditional && filled >= LEAST_FILLED && filled > 2 * blank)
      evidence.push({ code: 'filled-in', weight: 6 });
    if (conditional && blank >= LEAST_BLANK && blank > filled)
      evidence.push({ code: 'template', weight: candidate.strong ? -5 : -6 });
    return evidence;
  };
}

/** Lines above and below in which particulars stand, and how long a page may be that has a title and little else. */
const BESIDE = 3;
const LONGEST_PAGE = 14;
const LEAST_FILLED = 3;
const LEAST_BLANK = 2;

const FILLED_FIELD = /^\s*\p{L}[^:：]{1,40}[:：]\s*[\p{L}\d]/u;
const BLANK_FIELD = /[:：](?:[_.…\s-]{0,80}|\s{0,9}\[\s{0,9}\])$|[:：]\s{0,9}☐|_{3,}/u;
const CONDITIONAL =
  /\(?(?:WHEN|ONCE) (?:COMPLETED?|FILLED)|UNE FOIS (?:REMPLI|COMPLETE)|WENN AUSGEFULLT|(?:ПОСЛЕ ЗАПОЛНЕНИЯ|П[ОР]И? ЗАПОЛНЕНИИ|ПІСЛЯ ЗАПОВНЕННЯ)|填写后|填寫後|記入後|작성 후|PO WYPELNIENIU/;

function neighbours(lines: readonly Line[], { line }: Candidate): Line[] {
  return lines
    .slice(Math.max(0, line.index - BESIDE), line.index + BESIDE + 1)
    .filter(
      (one) =>
        one.index !== line.index &&
        one.segment.where.page === line.segment.where.page &&
        one.segment.where.part === line.segment.where.part,
    );
}

/** Words that stand as a title does, on a page of few lines. */
function isTitle({ strong, form, line, rule }: Candidate): boolean {
  return (
    !strong &&
    rule.axis === 'state' &&
    form !== 'portion' &&
    form !== 'field' &&
    form !== 'label' &&
    line.pageLines <= LONGEST_PAGE
  );
}

/** What only films, books, events, games and goods are sold with; patterns over folded text, one a kind. */
const PARTICULARS: readonly RegExp[] = [
  /(?:^|[^\d:.])\d{2,3} ?(?:MIN(?:\.|UTES|UTEN|UTOS|UTI|UTER|UUT)?(?![\p{L}])|МИН(?:УТ)?(?!\p{L})|ХВ(?!\p{L})|分钟|分鐘|분(?!\p{L}))/u,
  /(?<!\p{L})[1-4] ?(?:H|STD|Ч|GODZ) ?[0-5]\d(?!\d)|[1-4]時間\d{1,2}分/u,
  /(?<!\d)[1-9]\d{2} ?(?:PP?\.|PAGES?|SEITEN|PAGINAS|PAGINE|SIDOR|SIDER|STRON|STRAN|СТР|页|頁|ページ|쪽)(?!\p{L})/u,
  /ISBN|ISSN|HARDBACK|HARDCOVER|PAPERBACK|TASCHENBUCH|ИЗДАТЕЛЬСТВО|ВИДАВНИЦТВО|VERLAG(?!p{L})|WYDAWNICTWO|出版社|출판사/,
  /[$£€¥₽₴] ?\d{1,4}(?:[.,]\d{2})?(?![\d.,]*\d| ?(?:K|M|BN|MN|MILL|MIO|MRD|BILL|THOUS))|(?<![\d.,])\d{1,4}(?:[.,]\d{2})? ?(?:[€₽₴]|EUR(?!\p{L})|РУБ|ГРН|ZL(?!\p{L})|KC(?!\p{L})|元|円|원)(?!\p{L})/u,
  /(?<!\p{L})(?:TICKETS?|ADMISSION|DOORS|EINTRITT|EINLASS|ABENDKASSE|VORVERKAUF|BILLETTERIE|ENTRADAS|BIGLIETT[IO]|INGRESSOS?|БИЛЕТЫ?|БИЛЕТОВ|ВХОД|КВИТК(?:И|ІВ)|BILETY|WSTEP|VSTUPNE|VSTUPENKY)(?!\p{L})|门票|门票|票价|票價|入場料|前売|티켓|입장료/u,
  /(?<!\p{L})RATED (?:PG|R|M|E|T)(?!\p{L})|(?<!\p{L})(?:FSK|USK|PEGI|CERT(?:IFICATE)?) ?\d|(?<![\d])(?:6|12|14|15|16|18)\+(?!\d)|PG-13|TV-(?:MA|14|PG)|(?<!\p{L})AGES? \d|AB \d{1,2} JAHREN|DES \d{1,2} ANS|\d ?[-–] ?\d ?(?:PLAYERS|SPIELER|JOUEURS|JUGADORES|GIOCATORI|ИГРОКОВ|ИГРОКА|人游戏)/u,
  /PLAYSTATION|(?<!\p{L})PS[45](?!\d)|XBOX|NINTENDO|(?<!\p{L})STEAM(?!\p{L})|NETFLIX|DISNEY\+|PRIME VIDEO|SPOTIFY|APPLE PODCASTS|(?<!\p{L})(?:IN CINEMAS|IM KINO|AU CINEMA|EN CINES|AL CINEMA|В КИНО|W KINACH|V KINECH)(?!\p{L})/u,
  /(?<!\p{L})S\d{1,2} ?E\d{1,2}(?!\d)|(?<!\p{L})(?:EPISODES?|SEASON|SERIES|STAFFEL|FOLGE|SAISON|TEMPORADA|EPISODIOS?|СЕЗОН|СЕРИ[ИЙЯ]|ВЫПУСК|ВИПУСК|СЕРІЯ|SEZON|ODCINEK) ?\d|第 ?\d{1,3} ?[集季话話]|시즌 ?\d/u,
  /(?<!\p{L})(?:STARRING|DIRECTED BY|WRITTEN BY|A FILM BY|REGIE|REGIA|REALISATION|DIRECCION|РЕЖИССЕР|РЕЖИСЕР|В РОЛЯХ|У РОЛЯХ|REZYSERIA|REZIE|HOSTED BY)(?!\p{L})|导演|導演|主演|監督|감독|출연/u,
  /(?<![\p{L}\d])\d{1,4}(?:[.,]\d)? ?(?:ML|CL|FL ?OZ|OZ|МЛ|毫升)(?!\p{L})|\d ?% ?VOL/u,
  /(?<!\p{L})(?:THRILLER|COMEDY|KOMODIE|COMEDIE|COMMEDIA|HORROR|КОМЕДИЯ|КОМЕДІЯ|ТРИЛЛЕР|ТРИЛЕР|ДЕТЕКТИВ|БОЕВИК|PODCAST|ПОДКАСТ|MUSICAL|MAGAZINE)(?!\p{L})|ЖУРНАЛ ?[«"]|悬疑片|惊悚片|サスペンス|스릴러/u,
];

function particulars({ line, start, end }: Candidate, around: readonly Line[]): number {
  const texts = [
    `${line.folded.slice(0, start)} ¦ ${line.folded.slice(end)}`,
    ...around.map((one) => one.folded),
  ];
  return PARTICULARS.filter((pattern) => texts.some((text) => pattern.test(text))).length;
}

/** `NATO SECRET 2011–2018`, `Top Secret since 2022`: the years in which somebody held a clearance. */
function isYearsHeld({ line, end }: Candidate): boolean {
  return /^[ (,:]{0,4}(?:(?:SINCE|SEIT|DEPUIS|DESDE|DAL|С|З) )?(?:19|20)\d\d ?[-–—](?: ?(?:(?:19|20)\d\d|PRESENT|HEUTE|TODAY|NOW|CURRENT)|$)/.test(
    line.folded.slice(end),
  );
}

/** `Clearances` over a list of them in a curriculum vitae. */
function isHeldClearance({ strong, form, line }: Candidate, lines: readonly Line[]): boolean {
  if (strong || form === 'label' || form === 'portion') return false;
  return lines
    .slice(Math.max(0, line.index - BESIDE), line.index)
    .some(({ folded }) => CLEARANCES.test(folded));
}

const CLEARANCES =
  /^[\s•*#]*(?:(?:SECURITY|CURRENT|ACTIVE) )*(?:CLEARANCES?(?: HELD)?|VETTING|SICHERHEITS(?:UBERPRUFUNG(?:EN)?|FREIGABEN?)|HABILITATIONS?(?: DE SECURITE)?|ДОПУСК(?: К ГОСУДАРСТВЕННОЙ ТАЙНЕ)?|POSWIADCZENI[AE] BEZPIECZENSTWA)\s*(?::\s*)?$/;

const ABBREVIATION = /^[\s•*]*\p{Lu}{1,8} ?[-–—=:] ?\p{L}/u;

/** `NS — NATO SECRET`: a list of abbreviations, in which the first letters stand before the words. */
function isSpelledOut({ line, level }: Candidate, around: readonly Line[]): boolean {
  const before = /^[\s•*]*(\p{L}{1,4}) ?[-–—=:] ?$/u.exec(line.folded.slice(0, level.start))?.[1];
  const initials = line.folded.slice(level.start, level.end).match(/(?<!\p{L})\p{L}/gu) ?? [];
  return (
    before !== undefined && before === initials.join('') && around.some(({ text }) => ABBREVIATION.test(text))
  );
}

/** The line above ends in a colon, and says that what follows shows something. */
function isIntroduced({ line, form }: Candidate, lines: readonly Line[]): boolean {
  if (form === 'label' || form === 'inline' || form === 'field') return false;
  const above = lines[line.index - 1];
  return above !== undefined && /[:：]\s*$/.test(above.text) && INTRODUCTION.test(above.folded);
}

const INTRODUCTION =
  /(?<!\p{L})(?:EXAMPLES?|SAMPLES?|SUCH AS|AS FOLLOWS|LOOKS? LIKE|LIKE THIS|BEISPIEL|BEISPIELE|MUSTER|WIE FOLGT|SIEHT SO AUS|EXEMPLES?|COMME SUIT|EJEMPLOS?|ESEMPI[OI]?|EXEMPLOS?|ПРИМЕРЫ?|ПРИКЛАДИ?|ОБРАЗЕЦ|ЗРАЗОК|ВЫГЛЯДИТ ТАК|PRZYKLADY?|WZOR|PRIKLADY?|VZOR|VOORBEELD|EKSEMPEL|EXEMPEL|ESIMERKKI|PELDA|EXEMPLU|ORNEK)(?!\p{L})|示例|范例|範例|例如|样例|如下|記載例|次のように|예시|다음과 같이/u;
