import { Button, Modal, Radio, Textarea } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { type CloseReason, closeReasonSchema, type Kind, needsComment } from '../../contract.ts';
import { CLOSE_REASONS, count } from '../words.ts';

/** Closing asks why. The comment is required where the reason alone would leave the next reader guessing. */
export function CloseDialog({
  opened,
  kind,
  incidents,
  busy,
  onCancel,
  onClose,
}: {
  readonly opened: boolean;
  readonly kind: Kind;
  readonly incidents: number;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onClose: (reason: CloseReason, comment: string) => Promise<void>;
}) {
  const [reason, setReason] = useState<CloseReason | null>(null);
  const [comment, setComment] = useState('');
  const [problem, setProblem] = useState<'reason' | 'comment' | null>(null);
  useEffect(() => {
    if (!opened) return;
    setReason(null);
    setComment('');
    setProblem(null);
  }, [opened]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason === null) return setProblem('reason');
    if (needsComment(reason) && comment.trim() === '') return setProblem('comment');
    void onClose(reason, comment.trim());
  };
  const reasons = closeReasonSchema.options.filter((option) => CLOSE_REASONS[option].kinds.includes(kind));
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title={incidents === 1 ? 'Close this incident' : `Close ${count(incidents, 'incident')}`}
      closeButtonProps={{ 'aria-label': 'Cancel' }}
    >
      <form
        className="dialog"
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        <Radio.Group
          label="Reason"
          value={reason}
          onChange={(value) => {
            setReason(closeReasonSchema.parse(value));
            setProblem(null);
          }}
          error={problem === 'reason' ? 'Choose a reason.' : null}
        >
          <div className="reasons">
            {reasons.map((option, index) => (
              <Radio
                key={option}
                value={option}
                label={CLOSE_REASONS[option].label}
                description={CLOSE_REASONS[option].hint}
                data-autofocus={index === 0 ? true : undefined}
              />
            ))}
          </div>
        </Radio.Group>
        <Textarea
          label={reason !== null && !needsComment(reason) ? 'Comment (optional)' : 'Comment'}
          description="Kept in the audit log. Do not quote the document."
          value={comment}
          onChange={(event) => {
            setComment(event.currentTarget.value);
            setProblem(null);
          }}
          error={problem === 'comment' ? 'This reason needs a comment.' : null}
          maxLength={1000}
          autosize
          minRows={2}
        />
        <div className="dialog-buttons">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Close {incidents === 1 ? 'incident' : count(incidents, 'incident')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
