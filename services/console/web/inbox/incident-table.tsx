import { Checkbox } from '@mantine/core';
import { Link } from 'wouter';
import type { IncidentRow, Kind } from '../../contract.ts';
import { Level } from '../parts/level.tsx';
import { StatusMark } from '../parts/status.tsx';
import { TimeStamp } from '../parts/time-stamp.tsx';
import { confidenceWord, count } from '../words.ts';
import type { FrozenList } from './frozen-order.ts';

export interface RowsProps {
  readonly kind: Kind;
  readonly list: FrozenList;
  readonly openId: string | null;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (id: string) => void;
  readonly hrefOf: (id: string) => string;
}

/** On wide screens. The link in the first cell carries focus and name; a click anywhere in the row follows it. */
export function IncidentTable({ kind, list, openId, selected, onSelect, hrefOf }: RowsProps) {
  return (
    <table className="rows">
      <thead>
        <tr>
          <th className="rows-select">
            <span className="hidden">Select</span>
          </th>
          <th>{kind === 'found' ? 'Level' : 'Reason'}</th>
          <th>Posted to</th>
          <th className="rows-source">Source</th>
          <th>Last seen</th>
          <th>Status</th>
        </tr>
      </thead>
      <tbody>
        {list.rows.map((row) => (
          <tr key={row.id} className={rowClass(row, list, openId)} onClick={followLink}>
            <td className="rows-select">
              <Checkbox
                size="xs"
                aria-label={`Select ${row.level ?? row.id}`}
                checked={selected.has(row.id)}
                onChange={() => onSelect(row.id)}
              />
            </td>
            <td>
              <Link
                href={hrefOf(row.id)}
                data-incident={row.id}
                aria-current={row.id === openId ? 'true' : undefined}
              >
                <Level of={row} />
                <NewMark row={row} list={list} />
              </Link>
              <RowFacts row={row} />
            </td>
            <td>
              <Channels row={row} />
            </td>
            <td className="rows-source">{row.source}</td>
            <td>
              <TimeStamp at={row.lastSeenAt} stacked />
            </td>
            <td>
              <StatusMark of={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function rowClass(row: IncidentRow, list: FrozenList, openId: string | null): string {
  return [
    'row',
    row.id === openId ? 'row-open' : '',
    list.left.has(row.id) || row.status === 'closed' ? 'row-past' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
}

export function NewMark({ row, list }: { readonly row: IncidentRow; readonly list: FrozenList }) {
  return list.fresh.has(row.id) && row.status === 'open' ? <span className="new-mark">New</span> : null;
}

/** One quiet line: how sure, how often, and whether a part was not looked at. */
export function RowFacts({ row }: { readonly row: IncidentRow }) {
  const facts = [
    row.confidence === null ? '' : `confidence ${confidenceWord(row.confidence)}`,
    row.occurrences > 1 ? `posted ${row.occurrences} times` : '',
    row.kind === 'found' && !row.complete ? 'partly inspected' : '',
    row.kind === 'uninspected' ? (row.mediaType ?? 'type unknown') : '',
  ].filter((fact) => fact !== '');
  return facts.length === 0 ? null : <div className="row-facts">{facts.join(' · ')}</div>;
}

export function Channels({ row }: { readonly row: IncidentRow }) {
  const more = row.channelCount - row.channels.length;
  return (
    <span className="channels">
      {row.channels.map((channel) => (
        <span key={channel.id}>{channel.name === null ? channel.id : `#${channel.name}`}</span>
      ))}
      {more > 0 && <span>{count(more, 'more channel')}</span>}
    </span>
  );
}

export function followLink(event: React.MouseEvent<HTMLElement>): void {
  if (event.target instanceof Element && event.target.closest('a, button, input, label') !== null) return;
  if (window.getSelection()?.isCollapsed === false) return;
  event.currentTarget.querySelector<HTMLElement>('a[data-incident]')?.click();
}
