import { Button } from '@mantine/core';
import { count } from '../words.ts';

export function BulkBar({
  selected,
  shown,
  busy,
  onAll,
  onNone,
  onAcknowledge,
  onClose,
}: {
  readonly selected: number;
  readonly shown: number;
  readonly busy: boolean;
  readonly onAll: () => void;
  readonly onNone: () => void;
  readonly onAcknowledge: () => void;
  readonly onClose: () => void;
}) {
  return (
    <section className="bulk" aria-label="Selection">
      <strong>{count(selected, 'incident')} selected</strong>
      <Button size="xs" onClick={onAcknowledge} loading={busy}>
        Acknowledge
      </Button>
      <Button size="xs" variant="default" onClick={onClose} disabled={busy}>
        Close with a reason
      </Button>
      {selected < shown && (
        <Button size="xs" variant="subtle" onClick={onAll}>
          Select all {shown} shown
        </Button>
      )}
      <Button size="xs" variant="subtle" onClick={onNone}>
        Select none
      </Button>
    </section>
  );
}
