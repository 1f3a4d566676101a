import type { MarkedKind, PlainKind } from './kinds.ts';
import { chineseKinds } from './marked/chinese.ts';
import { screenKinds } from './marked/screens.ts';
import { westernKinds } from './marked/western.ts';
import { paperKinds } from './plain/papers.ts';
import { pictureKinds } from './plain/pictures.ts';

export const markedKinds: readonly MarkedKind[] = [...westernKinds, ...chineseKinds, ...screenKinds];
export const plainKinds: readonly PlainKind[] = [...pictureKinds, ...paperKinds];
