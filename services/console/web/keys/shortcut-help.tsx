import { Checkbox, Modal } from '@mantine/core';
import { turnShortcuts, useShortcutsOn } from './shortcuts.ts';

const KEYS: ReadonlyArray<readonly [keys: string, what: string]> = [
  ['j  k', 'Next, previous incident'],
  ['Enter', 'Open it'],
  ['Esc', 'Back to the list'],
  ['a', 'Acknowledge'],
  ['c', 'Close with a reason'],
  ['o', 'Reopen'],
  ['r', 'Reveal evidence (recorded)'],
  ['x', 'Select for a step on many'],
  ['n', 'Show new incidents'],
  ['/', 'Go to the filter'],
  ['?', 'This help'],
];

export function ShortcutHelp({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const on = useShortcutsOn();
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" closeButtonProps={{ 'aria-label': 'Close help' }}>
      <dl className="keys">
        {KEYS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              {keys.split('  ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        label="Single keys act on this page"
        checked={on}
        onChange={(event) => turnShortcuts(event.currentTarget.checked)}
      />
    </Modal>
  );
}
