import { Button, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';

export function ReopenDialog({
  opened,
  busy,
  onCancel,
  onReopen,
}: {
  readonly opened: boolean;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onReopen: (comment: string) => Promise<void>;
}) {
  const [comment, setComment] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (comment.trim() === '') return setMissing(true);
    void onReopen(comment.trim()).then(() => setComment(''));
  };
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title="Reopen this incident"
      closeButtonProps={{ 'aria-label': 'Cancel' }}
    >
      <form className="dialog" onSubmit={submit}>
        <Textarea
          label="Why"
          description="Kept in the audit log. Do not quote the document."
          value={comment}
          onChange={(event) => {
            setComment(event.currentTarget.value);
            setMissing(false);
          }}
          error={missing ? 'Say why it is open again.' : null}
          maxLength={1000}
          autosize
          minRows={2}
          data-autofocus
        />
        <div className="dialog-buttons">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Reopen
          </Button>
        </div>
      </form>
    </Modal>
  );
}
