import type { MarkedKind, PlainKind } from './kinds.ts';
import type { Look } from './looks/looks.ts';
import { artefactKinds } from './marked/artefacts.ts';
import { chineseKinds } from './marked/chinese.ts';
import { easternKinds } from './marked/eastern.ts';
import { officeKinds } from './marked/offices.ts';
import { oldPaperKinds } from './marked/old-papers.ts';
import { screenKinds } from './marked/screens.ts';
import { watermarkKinds } from './marked/watermarks.ts';
import { westernKinds } from './marked/western.ts';
import { paperKinds } from './plain/papers.ts';
import { pictureKinds } from './plain/pictures.ts';
import { printKinds } from './plain/prints.ts';
import { screenshotKinds } from './plain/screenshots.ts';
import { signKinds } from './plain/signs.ts';
import { textureKinds } from './plain/textures.ts';

export const markedKinds: readonly MarkedKind[] = [
  ...westernKinds,
  ...officeKinds,
  ...artefactKinds,
  ...oldPaperKinds,
  ...chineseKinds,
  ...easternKinds,
  ...screenKinds,
];
export const plainKinds: readonly PlainKind[] = [
  ...pictureKinds,
  ...textureKinds,
  ...signKinds,
  ...paperKinds,
  ...printKinds,
  ...screenshotKinds,
];

/** Kinds whose mark stands where the crop cuts: below the middle, or anywhere. */
const CUT_OFF: ReadonlySet<string> = new Set([
  'stamp-over-text',
  'drawing-title-block',
  'corporate-slide',
  'map-with-legend',
]);

export function markedKindsOf(look: Look): readonly MarkedKind[] {
  if (look === 'watermark') return watermarkKinds;
  return look === 'cropped' ? markedKinds.filter(({ name }) => !CUT_OFF.has(name)) : markedKinds;
}
