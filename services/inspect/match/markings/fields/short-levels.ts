/** How registers shorten levels; one letter only where the column says that it holds levels. */
const SHORT: Readonly<Record<string, string>> = {
  CTS: 'COSMIC TOP SECRET',
  NS: 'NATO SECRET',
  NC: 'NATO CONFIDENTIAL',
  NR: 'NATO RESTRICTED',
  TS: 'TOP SECRET',
  S: 'SECRET',
  C: 'CONFIDENTIAL',
  ОВ: 'Особой важности',
  СС: 'Совершенно секретно',
  С: 'Секретно',
  ЦТ: 'Цілком таємно',
};

/** `NS` written out, and `S//NF` with its level written out; what is no short form stays. */
export function longForm(value: string): string {
  const bars = value.indexOf('//');
  const level = bars < 0 ? value : value.slice(0, bars);
  return (SHORT[level] ?? level) + (bars < 0 ? '' : value.slice(bars));
}

/** A column under `class` holds levels when every value is a short one, and one of them says that it is open: sizes and grades do not. */
export function isOfLevels(values: readonly string[]): boolean {
  return (
    values.length > 1 &&
    values.every((value) => LEVELS.test(value)) &&
    values.some((value) => OPEN.test(value))
  );
}

const LEVELS = /^(?:U|R|C|S|TS|NU|NR|NC|NS|CTS|UNCLAS|н\/с|НС|ДСП|С|СС|ОВ|-|–)(?:\/\/.*)?$/u;
const OPEN = /^(?:U|NU|UNCLAS|н\/с|НС)(?:\/\/.*)?$/u;
