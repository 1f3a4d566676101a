import { IconCircle, IconCircleCheck, IconEye } from '@tabler/icons-react';
import type { IncidentRow } from '../../contract.ts';
import { closeReasonWord, STATUS_WORDS } from '../words.ts';

const ICONS = { open: IconCircle, acknowledged: IconEye, closed: IconCircleCheck } as const;

/** Status by shape and word; a closed one with its reason. */
export function StatusMark({ of }: { readonly of: Pick<IncidentRow, 'status' | 'closeReason'> }) {
  const Icon = ICONS[of.status];
  return (
    <span className={`status status-${of.status}`}>
      <Icon size={15} aria-hidden />
      <span>
        {STATUS_WORDS[of.status]}
        {of.closeReason !== null && <small> {closeReasonWord(of.closeReason)}</small>}
      </span>
    </span>
  );
}
