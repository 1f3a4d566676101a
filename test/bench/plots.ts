export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly own: boolean;
}

const INK = '#24292f';
const GREY = '#8b949e';
const GREEN = '#1a7f5a';
const FONT = 'font-family="system-ui, sans-serif"';

/** Bars on a logarithmic axis, one block a group. Milliseconds. Drawn on white, so that it reads on dark pages too. */
export function barChart(
  title: string,
  groups: ReadonlyArray<{ name: string; bars: readonly Bar[] }>,
): string {
  const [width, left, row] = [820, 270, 24];
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value)).filter((value) => value > 0);
  const decades = {
    from: Math.floor(Math.log10(Math.min(...values))),
    to: Math.ceil(Math.log10(Math.max(...values))),
  };
  const x = (value: number) =>
    left +
    ((Math.log10(value) - decades.from) / Math.max(1, decades.to - decades.from)) * (width - left - 70);
  const parts: string[] = [];
  let y = 50;
  for (const { name, bars } of groups) {
    parts.push(text(12, y + 12, name, { weight: 600 }));
    y += row;
    for (const { label, value, own } of bars) {
      parts.push(
        text(left - 10, y + 14, label, { anchor: 'end' }),
        `<rect x="${left}" y="${y + 3}" width="${Math.max(1, x(value) - left).toFixed(1)}" height="${row - 8}" fill="${own ? GREEN : GREY}"/>`,
        text(x(value) + 6, y + 14, value < 10 ? value.toFixed(1) : value.toFixed(0), {}),
      );
      y += row;
    }
    y += 14;
  }
  for (let decade = decades.from; decade <= decades.to; decade++) {
    const at = x(10 ** decade).toFixed(1);
    parts.unshift(`<line x1="${at}" x2="${at}" y1="44" y2="${y}" stroke="#d0d7de"/>`);
    parts.push(text(Number(at), y + 16, String(10 ** decade), { anchor: 'middle', colour: GREY }));
  }
  return svg(width, y + 28, title, parts);
}

export interface Point {
  readonly label: string;
  /** Milliseconds. */
  readonly cost: number;
  /** 0–1, with its interval. */
  readonly recall: number;
  readonly interval: readonly [number, number];
  readonly own: boolean;
}

/** Recall over cost (logarithmic): up and to the left is better. */
export function scatter(title: string, points: readonly Point[]): string {
  const [width, height, left, top, bottom] = [820, 420, 60, 50, 370];
  const costs = points.map(({ cost }) => cost);
  const [low, high] = [Math.log10(Math.min(...costs)) - 0.15, Math.log10(Math.max(...costs)) + 0.45];
  const x = (cost: number) => left + ((Math.log10(cost) - low) / (high - low)) * (width - left - 30);
  const y = (share: number) => bottom - share * (bottom - top);
  const parts: string[] = [];
  for (let share = 0; share <= 1; share += 0.25) {
    parts.push(
      `<line x1="${left}" x2="${width - 30}" y1="${y(share)}" y2="${y(share)}" stroke="#d0d7de"/>`,
      text(left - 8, y(share) + 4, `${share * 100} %`, { anchor: 'end', colour: GREY }),
    );
  }
  for (const { label, cost, recall, interval, own } of points) {
    const colour = own ? GREEN : GREY;
    const at = x(cost).toFixed(1);
    parts.push(
      `<line x1="${at}" x2="${at}" y1="${y(interval[0]).toFixed(1)}" y2="${y(interval[1]).toFixed(1)}" stroke="${colour}" stroke-width="2"/>`,
      `<circle cx="${at}" cy="${y(recall).toFixed(1)}" r="6" fill="${colour}"/>`,
      text(Number(at) + 10, y(recall) + 16, `${label}, ${cost.toFixed(0)} ms`, {}),
    );
  }
  parts.push(
    text(width - 30, bottom + 30, 'mean CPU ms a picture, logarithmic', { anchor: 'end', colour: GREY }),
  );
  return svg(width, height, title, parts);
}

export interface Line {
  readonly label: string;
  readonly points: ReadonlyArray<readonly [x: number, y: number]>;
}

const COLOURS = [
  '#1a7f5a',
  '#0969da',
  '#bf3989',
  '#9a6700',
  '#8250df',
  '#cf222e',
  '#57606a',
  '#0a7ea4',
  '#24292f',
];

/** Lines over one axis from zero, each named at its end. */
export function lineChart(
  title: string,
  lines: readonly Line[],
  units: { readonly x: string; readonly y: string },
): string {
  const [width, height, left, right, top, bottom] = [820, 420, 60, 690, 50, 370];
  const all = lines.flatMap(({ points }) => points);
  const [mostX, mostY] = [Math.max(1e-9, ...all.map(([x]) => x)), Math.max(1, ...all.map(([, y]) => y))];
  const step = [5, 10, 25, 50, 100, 250, 500, 1_000].find((one) => mostY / one <= 6) ?? mostY;
  const x = (value: number) => left + (value / mostX) * (right - left);
  const y = (value: number) => bottom - (value / (Math.ceil(mostY / step) * step)) * (bottom - top);
  const parts: string[] = [];
  for (let value = 0; value <= Math.ceil(mostY / step) * step; value += step) {
    parts.push(
      `<line x1="${left}" x2="${right}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}" stroke="#d0d7de"/>`,
      text(left - 8, y(value) + 4, String(value), { anchor: 'end', colour: GREY }),
    );
  }
  for (let minute = 0; minute <= mostX; minute += Math.max(1, Math.ceil(mostX / 12)))
    parts.push(text(x(minute), bottom + 18, String(minute), { anchor: 'middle', colour: GREY }));
  // Names of lines that end close together are moved apart.
  let free = Number.POSITIVE_INFINITY;
  const ends = lines
    .map((line, index) => ({
      ...line,
      colour: COLOURS[index % COLOURS.length] ?? INK,
      endsAt: line.points.at(-1)?.[1] ?? 0,
    }))
    .toSorted((a, b) => a.endsAt - b.endsAt);
  for (const { label, points, colour, endsAt } of ends) {
    const path = points.map(([atX, atY]) => `${x(atX).toFixed(1)},${y(atY).toFixed(1)}`).join(' ');
    const at = Math.min(y(endsAt) + 4, free - 15);
    free = at;
    parts.push(
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
      text(right + 8, at, label, { colour }),
    );
  }
  parts.push(
    text(right, bottom + 36, units.x, { anchor: 'end', colour: GREY }),
    text(left - 8, top - 8, units.y, { anchor: 'end', colour: GREY }),
  );
  return svg(width, height, title, parts);
}

function svg(width: number, height: number, title: string, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(12, 26, title, { weight: 600, size: 15 }),
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function text(
  x: number,
  y: number,
  value: string,
  how: { anchor?: 'end' | 'middle'; weight?: number; colour?: string; size?: number },
): string {
  const { anchor = 'start', weight = 400, colour = INK, size = 13 } = how;
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${FONT} font-size="${size}" font-weight="${weight}" fill="${colour}" text-anchor="${anchor}">${value}</text>`;
}
