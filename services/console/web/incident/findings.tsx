import { IconArrowDown, IconArrowUp, IconPoint } from '@tabler/icons-react';
import type { Finding, FindingContext } from '../../contract.ts';
import { contextWord } from '../context-words.ts';
import { RankChip } from '../parts/level.tsx';
import { confidenceWord, KIND_WORDS, placeWord, regimeWord } from '../words.ts';

const EFFECTS = {
  raises: { word: 'Speaks for it', Icon: IconArrowUp },
  lowers: { word: 'Speaks against it', Icon: IconArrowDown },
  notes: { word: 'Note', Icon: IconPoint },
} as const;

/** Each finding with where it stood, how sure the matcher is and why. The line is masked; its text is evidence. */
export function Findings({
  title,
  findings,
  folded = false,
}: {
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly folded?: boolean;
}) {
  if (findings.length === 0) return null;
  const list = (
    <ol className="findings">
      {findings.map((finding) => (
        <FindingItem key={JSON.stringify([finding.rule, finding.where, finding.masked])} finding={finding} />
      ))}
    </ol>
  );
  if (!folded) {
    return (
      <section className="section" aria-label={title}>
        <h3>{title}</h3>
        {list}
      </section>
    );
  }
  return (
    <details className="section">
      <summary>
        <h3>
          {title}: {findings.length}, too weak to count alone
        </h3>
      </summary>
      {list}
    </details>
  );
}

function FindingItem({ finding }: { readonly finding: Finding }) {
  return (
    <li>
      <div className="finding-head">
        <RankChip rank={finding.rank} />
        <strong>{finding.level ?? 'Level unknown'}</strong>
        <span>
          {KIND_WORDS[finding.kind]}
          {finding.regime === null ? '' : `, ${regimeWord(finding.regime)}`}
        </span>
      </div>
      <p className="masked">
        <span className="hidden">Masked line: </span>
        {finding.masked}
      </p>
      <dl className="facts">
        <div>
          <dt>Where</dt>
          <dd>{placeWord(finding)}</dd>
        </div>
        <div>
          <dt>Confidence</dt>
          <dd>{confidenceWord(finding.confidence)}</dd>
        </div>
        <div>
          <dt>Rule</dt>
          <dd>
            <code>{finding.rule}</code>
          </dd>
        </div>
      </dl>
      <Contexts context={finding.context} />
    </li>
  );
}

function Contexts({ context }: { readonly context: readonly FindingContext[] }) {
  return (['raises', 'lowers', 'notes'] as const).map((effect) => {
    const own = context.filter((each) => each.effect === effect);
    if (own.length === 0) return null;
    const { word, Icon } = EFFECTS[effect];
    return (
      <p key={effect} className={`context context-${effect}`}>
        <Icon size={15} aria-hidden />
        <span>
          {word}: {own.map((each) => contextWord(each.code)).join(', ')}
        </span>
      </p>
    );
  });
}
