import type { Random } from './random.ts';

export type Language =
  | 'en'
  | 'de'
  | 'fr'
  | 'es'
  | 'it'
  | 'nl'
  | 'pl'
  | 'cs'
  | 'sv'
  | 'ru'
  | 'zh'
  | 'zh-tw'
  | 'ja'
  | 'ko';

/** Building bricks of harmless sentences about a harbour, a library and a garden that do not exist. */
const BRICKS: Record<
  Language,
  { subjects: string[]; verbs: string[]; objects: string[]; ends: string[]; space: string; stop: string }
> = {
  en: {
    subjects: [
      'The harbour office',
      'Our northern depot',
      'The survey team',
      'Unit four',
      'The library board',
      'A second crew',
    ],
    verbs: ['will move', 'has counted', 'should review', 'completed', 'cannot confirm', 'prepared'],
    objects: [
      'the spare pump parts',
      'the winter timetable',
      'eleven crates of tulips',
      'the lighthouse ledger',
      'the revised floor plan',
      'all fuel receipts',
    ],
    ends: [
      'before the end of May',
      'at the eastern gate',
      'with two days notice',
      'as agreed on Tuesday',
      'subject to weather',
      'for the coming season',
    ],
    space: ' ',
    stop: '.',
  },
  de: {
    subjects: ['Das Hafenamt', 'Die Messgruppe', 'Der Leuchtturmverein', 'Die Bibliothek', 'Das Lager Nord'],
    verbs: ['verlegt', 'bestätigt', 'prüft', 'übergibt', 'zählt'],
    objects: [
      'die Ersatzpumpen',
      'den Winterfahrplan',
      'elf Kisten Tulpen',
      'die Grundrisse',
      'alle Tankbelege',
    ],
    ends: ['bis Ende Mai', 'am Osttor', 'nach Absprache', 'wie vereinbart', 'für die neue Saison'],
    space: ' ',
    stop: '.',
  },
  fr: {
    subjects: ['Le bureau du port', 'La bibliothèque', 'Le dépôt nord', "L'équipe de relevé"],
    verbs: ['déplacera', 'confirme', 'examine', 'a compté', 'prépare'],
    objects: ['les pompes de rechange', "l'horaire d'hiver", 'onze caisses de tulipes', 'le plan révisé'],
    ends: ['avant la fin de mai', 'à la porte est', 'comme convenu', 'pour la saison prochaine'],
    space: ' ',
    stop: '.',
  },
  es: {
    subjects: ['La oficina del puerto', 'El almacén norte', 'La biblioteca', 'El equipo de medición'],
    verbs: ['moverá', 'confirma', 'revisa', 'ha contado'],
    objects: ['las bombas de repuesto', 'el horario de invierno', 'once cajas de tulipanes', 'los planos'],
    ends: ['antes de fin de mayo', 'en la puerta este', 'según lo acordado', 'para la temporada'],
    space: ' ',
    stop: '.',
  },
  it: {
    subjects: ["L'ufficio del porto", 'Il deposito nord', 'La biblioteca', 'La squadra'],
    verbs: ['sposta', 'conferma', 'esamina', 'prepara'],
    objects: ['le pompe di ricambio', "l'orario invernale", 'undici casse di tulipani', 'le piante'],
    ends: ['entro fine maggio', 'alla porta est', 'come concordato', 'per la stagione'],
    space: ' ',
    stop: '.',
  },
  nl: {
    subjects: ['Het havenkantoor', 'Het noordelijke depot', 'De bibliotheek', 'De meetploeg'],
    verbs: ['verplaatst', 'bevestigt', 'controleert', 'telt'],
    objects: ['de reservepompen', 'de winterdienstregeling', 'elf kisten tulpen', 'de plattegrond'],
    ends: ['voor eind mei', 'bij de oostpoort', 'zoals afgesproken', 'voor het seizoen'],
    space: ' ',
    stop: '.',
  },
  pl: {
    subjects: ['Biuro portu', 'Magazyn północny', 'Biblioteka', 'Zespół pomiarowy'],
    verbs: ['przenosi', 'potwierdza', 'sprawdza', 'liczy'],
    objects: ['pompy zapasowe', 'zimowy rozkład', 'skrzynie tulipanów', 'plany latarni'],
    ends: ['do końca maja', 'przy bramie', 'zgodnie z umową', 'na nowy sezon'],
    space: ' ',
    stop: '.',
  },
  cs: {
    subjects: ['Správa přístavu', 'Severní sklad', 'Knihovna', 'Měřická skupina'],
    verbs: ['přesune', 'potvrzuje', 'kontroluje', 'spočítala'],
    objects: ['náhradní čerpadla', 'zimní jízdní řád', 'jedenáct beden tulipánů', 'plán majáku'],
    ends: ['do konce května', 'u východní brány', 'podle dohody', 'pro novou sezónu'],
    space: ' ',
    stop: '.',
  },
  sv: {
    subjects: ['Hamnkontoret', 'Norra förrådet', 'Biblioteket', 'Mätgruppen'],
    verbs: ['flyttar', 'bekräftar', 'granskar', 'har räknat'],
    objects: ['reservpumparna', 'vintertidtabellen', 'elva lådor tulpaner', 'fyrens liggare'],
    ends: ['före slutet av maj', 'vid östra grinden', 'enligt överenskommelse', 'för säsongen'],
    space: ' ',
    stop: '.',
  },
  ru: {
    subjects: ['Управление порта', 'Северный склад', 'Библиотека', 'Группа обмера', 'Вторая бригада'],
    verbs: ['перемещает', 'подтверждает', 'проверяет', 'пересчитала', 'передаёт'],
    objects: [
      'запасные насосы',
      'зимнее расписание',
      'одиннадцать ящиков тюльпанов',
      'журнал маяка',
      'новый план этажа',
    ],
    ends: ['до конца мая', 'у восточных ворот', 'по договорённости', 'на новый сезон', 'с учётом погоды'],
    space: ' ',
    stop: '.',
  },
  'zh-tw': {
    subjects: ['海港辦公室', '北區倉庫', '測繪小組', '圖書館理事會'],
    verbs: ['將移交', '已清點', '正在核對', '完成了'],
    objects: ['備用水泵配件', '冬季時刻表', '十一箱鬱金香', '燈塔值班紀錄'],
    ends: ['並於五月底前報送', '並在東門交接', '依週二之約定', '供下一季使用'],
    space: '',
    stop: '。',
  },
  ja: {
    subjects: ['港湾事務所は', '北倉庫は', '測量班は', '図書館は', '第二班は'],
    verbs: ['来週までに', '予定どおり', '五月末までに', '東門において'],
    objects: ['予備ポンプの部品を', '冬の時刻表を', 'チューリップ十一箱を', '灯台の日誌を'],
    ends: ['確認する', '引き渡す', '移動する', '点検のうえ報告する'],
    space: '',
    stop: '。',
  },
  ko: {
    subjects: ['항만 사무소는', '북부 창고는', '측량반은', '도서관은'],
    verbs: ['다음 주까지', '예정대로', '오월 말까지', '동문에서'],
    objects: ['예비 펌프 부품을', '겨울 시간표를', '튤립 열한 상자를', '등대 일지를'],
    ends: ['확인한다', '인계한다', '이동한다', '점검하여 보고한다'],
    space: ' ',
    stop: '.',
  },
  zh: {
    subjects: ['海港办公室', '北区仓库', '测绘小组', '图书馆理事会', '第四小队', '花园管理处'],
    verbs: ['将移交', '已清点', '正在核对', '完成了', '应当检查'],
    objects: ['备用水泵配件', '冬季时刻表', '十一箱郁金香', '灯塔值班记录', '修订后的平面图', '全部燃料收据'],
    ends: ['并于五月底前报送', '并在东门交接', '按照周二的约定', '视天气情况而定', '供下一季度使用'],
    space: '',
    stop: '。',
  },
};

export function sentence(random: Random, language: Language): string {
  const bricks = BRICKS[language];
  return (
    [
      random.pick(bricks.subjects),
      random.pick(bricks.verbs),
      random.pick(bricks.objects),
      random.pick(bricks.ends),
    ].join(bricks.space) + bricks.stop
  );
}

export function paragraph(random: Random, language: Language, sentences: number): string {
  return Array.from({ length: sentences }, () => sentence(random, language)).join(BRICKS[language].space);
}

export function title(random: Random, language: Language): string {
  const bricks = BRICKS[language];
  const object = random.pick(bricks.objects);
  return object.charAt(0).toUpperCase() + object.slice(1);
}
