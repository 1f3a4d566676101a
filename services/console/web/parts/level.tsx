import type { IncidentRow } from '../../contract.ts';
import { regimeWord, uninspectedWord } from '../words.ts';

/** Rank by number and colour, level by its own words; what was not inspected by its reason. */
export function Level({
  of,
}: {
  readonly of: Pick<IncidentRow, 'kind' | 'rank' | 'level' | 'regime' | 'reasons'>;
}) {
  if (of.kind === 'uninspected') {
    const [first = 'unreadable', ...more] = of.reasons;
    return (
      <span className="level">
        <RankChip rank={null} />
        <span className="level-name">
          {uninspectedWord(first)}
          {more.length > 0 && <small> +{more.length}</small>}
        </span>
      </span>
    );
  }
  return (
    <span className="level">
      <RankChip rank={of.rank} />
      <span className="level-name">{of.level ?? 'Level unknown'}</span>
      {of.regime !== null && <small className="level-regime">{regimeWord(of.regime)}</small>}
    </span>
  );
}

export function RankChip({ rank }: { readonly rank: number | null }) {
  return (
    <span className={`rank rank-${rank ?? 'none'}`} title={rank === null ? 'No rank' : `Rank ${rank} of 4`}>
      <span className="hidden">{rank === null ? 'No rank' : 'Rank '}</span>
      {rank ?? '–'}
    </span>
  );
}
