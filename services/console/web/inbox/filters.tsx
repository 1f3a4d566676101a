import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type RefObject, useEffect, useState } from 'react';
import type { Overview } from '../../contract.ts';
import type { Filter } from '../api/queries.ts';
import { STATUS_WORDS } from '../words.ts';

const TYPING_MS = 250;

export function Filters({
  filter,
  overview,
  onChange,
  textRef,
}: {
  readonly filter: Filter;
  readonly overview: Overview | undefined;
  readonly onChange: (change: Partial<Record<keyof Filter, string>>) => void;
  readonly textRef: RefObject<HTMLInputElement | null>;
}) {
  const [text, setText] = useState(filter.q ?? '');
  useEffect(() => setText(filter.q ?? ''), [filter.q]);
  useEffect(() => {
    if (text === (filter.q ?? '')) return;
    const timer = window.setTimeout(() => onChange({ q: text }), TYPING_MS);
    return () => window.clearTimeout(timer);
  });

  const counts = overview?.incidents[filter.kind ?? 'found'];
  const counted = (word: string, value: number | undefined) =>
    value === undefined ? word : `${word} (${value})`;
  const sources = [
    ...new Set([...(overview?.sources ?? []), ...(filter.source === undefined ? [] : [filter.source])]),
  ];
  return (
    <search className="filters">
      <TextInput
        ref={textRef}
        className="filters-text"
        aria-label="Filter by level, channel or message id"
        placeholder="Level, channel, message id"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<kbd aria-hidden>/</kbd>}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      <NativeSelect
        aria-label="Status"
        value={filter.status}
        onChange={(event) => onChange({ status: event.currentTarget.value })}
        data={[
          { value: 'active', label: counted('Not closed', counts && counts.open + counts.acknowledged) },
          { value: 'open', label: counted(STATUS_WORDS.open, counts?.open) },
          { value: 'acknowledged', label: counted(STATUS_WORDS.acknowledged, counts?.acknowledged) },
          { value: 'closed', label: counted(STATUS_WORDS.closed, counts?.closed) },
          { value: 'all', label: 'All' },
        ]}
      />
      {filter.kind !== 'uninspected' && (
        <NativeSelect
          aria-label="Lowest rank"
          value={String(filter.minRank ?? '')}
          onChange={(event) => onChange({ minRank: event.currentTarget.value })}
          data={[
            { value: '', label: 'Any rank' },
            { value: '1', label: 'Rank 1 and up' },
            { value: '2', label: 'Rank 2 and up' },
            { value: '3', label: 'Rank 3 and up' },
            { value: '4', label: 'Rank 4' },
          ]}
        />
      )}
      {sources.length > 1 && (
        <NativeSelect
          aria-label="Source"
          value={filter.source ?? ''}
          onChange={(event) => onChange({ source: event.currentTarget.value })}
          data={[{ value: '', label: 'Any source' }, ...sources]}
        />
      )}
    </search>
  );
}
