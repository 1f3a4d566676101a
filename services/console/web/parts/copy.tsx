import { CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** A value in full, and a button that takes it to the clipboard. */
export function Copyable({
  value,
  what,
  shown = value,
}: {
  readonly value: string;
  readonly what: string;
  readonly shown?: string;
}) {
  return (
    <span className="copyable">
      <code>{shown}</code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <button
            type="button"
            className="icon-button"
            onClick={copy}
            aria-label={copied ? `${what} copied` : `Copy ${what}`}
          >
            {copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          </button>
        )}
      </CopyButton>
    </span>
  );
}
