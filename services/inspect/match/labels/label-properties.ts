import type { TextSegment } from '../../report.ts';

/** One piece of metadata as the opener found it: `key` is a property's, header's or attribute's name. */
export interface LabelProperty {
  readonly key: string;
  readonly value: string;
  readonly segment: TextSegment;
}

/** How much a property's name promises: a `marking` field holds marks, a `mention` (subject, keywords) may, an `other` speaks of something else; null: it says nothing. */
export type LabelPromise = 'marking' | 'mention' | 'other' | null;

const MARKING =
  /MSIP_Label_[\dA-F-]{8,40}_Name$|^msip_labels$|^sensitivity$|classification|marking|sensitiv|bjDocumentSecurityLabel|^X-BJ|Einstufung|sensibilit|密级|密級|confidentialitylabel|PrivacyMark|gizlilik|rubricering|klauzul|гриф/i;
const NOT_MARKING =
  /declassification|classificationReason|classifiedBy|siteid|actionid|setdate|contentbits|_method$|_enabled$/i;
const MENTION =
  /^(?:title|subject|keywords?|description|comments?|category|dc:title|dc:subject|dc:description)$/i;

export function labelProperties(segments: readonly TextSegment[]): LabelProperty[] {
  return segments.flatMap((segment) =>
    segment.source === 'label' && segment.key !== null
      ? [{ key: segment.key, value: segment.text, segment }]
      : [],
  );
}

export function promiseOf(key: string): LabelPromise {
  if (NOT_MARKING.test(key)) return 'other';
  if (MARKING.test(key)) return 'marking';
  return MENTION.test(key) ? 'mention' : null;
}
