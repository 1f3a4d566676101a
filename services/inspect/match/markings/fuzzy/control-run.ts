import { approximate } from './approximate.ts';
import type { Confusions } from './confusions.ts';

/** What follows a level when spaces are lost and `//` was read as II, H, U or nothing: a run of known controls. */
export interface ControlRun {
  readonly controls: readonly string[];
  readonly cost: number;
}

export const CONTROLS = [
  'NOFORN ORCON ORCONUSGOV RELIDO PROPIN IMCON FISA FOUO WNINTEL EYESONLY RELTOUSA RELTO TALENTKEYHOLE COMINT CNWDI GAMMA',
  'SI TK HCS SIG SCI FGI RD FRD NF OC LES SBU LIMDIS NODIS EXDIS KDK SAR HCSP HCSO UKEYESONLY LOCSEN ATOMAL',
]
  .join(' ')
  .split(' ');
const COUNTRIES = 'USA GBR CAN AUS NZL FVEY NATO ISAF DEU FRA JPN KOR ITA ESP NLD NOR DNK POL TUR ISR'.split(
  ' ',
);
const SEPARATOR = /[/IHUJTL]/;
const FUZZY_LENGTH = 5;
/** One letter wrong in a country's code, or lost; only behind one that was read right. */
const MISREAD_COUNTRY = 0.6;

/** Null unless controls explain nearly all of it. */
export function controlRun(run: string, confusions: Confusions): ControlRun | null {
  const size = run.length;
  if (size < 2 || size > 60) return null;
  const best: { cost: number; controls: readonly string[] }[] = [{ cost: 0, controls: [] }];
  const offer = (at: number, cost: number, controls: readonly string[]): void => {
    const here = best[at];
    if (at <= size && (!here || cost < here.cost)) best[at] = { cost, controls };
  };
  for (let at = 0; at < size; at += 1) {
    const here = best[at];
    if (!here) continue;
    const char = run[at] ?? '';
    offer(at + 1, here.cost + separatorCost(char), here.controls);
    for (const token of CONTROLS) {
      if (run.startsWith(token, at)) offer(at + token.length, here.cost, [...here.controls, token]);
      else if (token.length >= FUZZY_LENGTH) {
        const window = run.slice(at, at + token.length + 1);
        const near = approximate(window, token, 1, confusions);
        if (near && near.start === 0)
          offer(at + near.end, here.cost + near.cost + 0.2, [...here.controls, token]);
      }
    }
    if (here.controls.some((control) => control.startsWith('REL') || control === 'FGI')) {
      for (const country of COUNTRIES) {
        if (run.startsWith(country, at)) offer(at + country.length, here.cost, [...here.controls, country]);
      }
      if (here.controls.some((control) => control.endsWith('USA') || COUNTRIES.includes(control))) {
        for (const end of [at + 2, at + 3, at + 4])
          if (isNearCountry(run.slice(at, end))) offer(end, here.cost + MISREAD_COUNTRY, here.controls);
      }
    }
  }
  const end = best[size];
  if (!end || end.controls.length === 0 || end.cost > 0.4 + size * 0.12) return null;
  const telling = end.controls.some((control) => control.length >= FUZZY_LENGTH) || run.includes('/');
  return telling ? end : null;
}

function isNearCountry(read: string): boolean {
  return COUNTRIES.some((country) => {
    const right = [...country].filter((letter, i) => read[i] === letter).length;
    if (read.length === country.length) return right === country.length - 1;
    return (
      read.length === 2 &&
      country.length === 3 &&
      country.startsWith(read[0] ?? ' ') &&
      country.endsWith(read[1] ?? ' ')
    );
  });
}

function separatorCost(char: string): number {
  if (char === '/' || char === ',' || char === '-') return 0;
  return SEPARATOR.test(char) ? 0.15 : 1;
}
