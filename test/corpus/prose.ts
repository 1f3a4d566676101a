import type { Random } from './random.ts';

export type Language = 'en' | 'de' | 'fr' | 'es' | 'it' | 'nl' | 'pl' | 'zh';

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
    subjects: ['Biuro portu', 'Magazyn polnocny', 'Biblioteka', 'Zespol pomiarowy'],
    verbs: ['przenosi', 'potwierdza', 'sprawdza', 'liczy'],
    objects: ['pompy zapasowe', 'zimowy rozklad', 'skrzynie tulipanow', 'plany'],
    ends: ['do konca maja', 'przy bramie', 'zgodnie z umowa', 'na nowy sezon'],
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
