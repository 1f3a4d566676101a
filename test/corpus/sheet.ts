import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { type Family, stackOf } from './fonts.ts';

export interface Style {
  readonly size: number;
  readonly family: Family;
  readonly weight?: 400 | 700 | 900;
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** Extra pixels between letters. */
  readonly spacing?: number;
}

/** A sheet of paper or a screen being drawn, top to bottom. Pixels. */
export interface Sheet {
  readonly canvas: Canvas;
  readonly context: SKRSContext2D;
  readonly width: number;
  readonly height: number;
  /** One line of text, its baseline at y. */
  text(value: string, x: number, y: number, style: Style): void;
  /** Wrapped text from the left edge; returns the y of the next line. */
  paragraph(
    value: string,
    box: { x: number; y: number; width: number },
    style: Style,
    leading?: number,
  ): number;
  rule(x: number, y: number, length: number, thickness: number, colour?: string): void;
  box(
    x: number,
    y: number,
    width: number,
    height: number,
    options: { fill?: string; stroke?: string; line?: number },
  ): void;
}

export function createSheet(width: number, height: number, paper = '#ffffff'): Sheet {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  const use = (style: Style) => {
    context.font = `${style.weight ?? 400} ${style.size}px ${stackOf(style.family)}`;
    context.fillStyle = style.colour ?? '#111111';
    context.textAlign = style.align ?? 'left';
    context.letterSpacing = `${style.spacing ?? 0}px`;
  };
  return {
    canvas,
    context,
    width,
    height,
    text(value, x, y, style) {
      use(style);
      context.fillText(value, x, y);
    },
    paragraph(value, { x, y, width: room }, style, leading = 1.5) {
      use({ ...style, align: 'left' });
      let at = y;
      for (const row of wrap(value, (piece) => context.measureText(piece).width <= room)) {
        context.fillText(row, x, at);
        at += style.size * leading;
      }
      return at;
    },
    rule(x, y, length, thickness, colour = '#111111') {
      context.fillStyle = colour;
      context.fillRect(x, y, length, thickness);
    },
    box(x, y, w, h, { fill, stroke, line = 2 }) {
      if (fill !== undefined) {
        context.fillStyle = fill;
        context.fillRect(x, y, w, h);
      }
      if (stroke !== undefined) {
        context.strokeStyle = stroke;
        context.lineWidth = line;
        context.strokeRect(x, y, w, h);
      }
    },
  };
}

/** Breaks at spaces, and between any two Chinese or Japanese characters. */
function wrap(value: string, fits: (piece: string) => boolean): string[] {
  const rows: string[] = [];
  let row = '';
  for (const piece of value.match(
    /[\p{Script=Han}\p{Script=Kana}\p{Script=Hira}、。]|[^\p{Script=Han}\p{Script=Kana}\p{Script=Hira}\s]+\s*|\s+/gu,
  ) ?? []) {
    if (row !== '' && !fits(row + piece)) {
      rows.push(row);
      row = '';
    }
    row += piece;
  }
  if (row !== '') rows.push(row);
  return rows;
}
