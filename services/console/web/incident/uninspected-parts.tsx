import type { IncidentDetail } from '../../contract.ts';
import { plain, uninspectedWord } from '../words.ts';

/** What was not looked at is never clean: which part, why, and which limit stopped it. */
export function UninspectedParts({ detail }: { readonly detail: IncidentDetail }) {
  if (detail.uninspected.length === 0) return null;
  return (
    <section className="section" aria-label="Not inspected">
      <h3>Not inspected</h3>
      <ul className="parts">
        {detail.uninspected.map((part) => (
          <li key={`${part.part} ${part.reason} ${part.limit?.name ?? ''}`}>
            <strong>{part.part}</strong>: {uninspectedWord(part.reason).toLowerCase()}
            {part.limit !== null && (
              <span>
                {' '}
                (limit: {plain(part.limit.name)} {part.limit.value.toLocaleString('en')})
              </span>
            )}
          </li>
        ))}
      </ul>
      {detail.incident.kind === 'uninspected' && (
        <p>Nobody knows what is in it. Have somebody cleared look at the file.</p>
      )}
    </section>
  );
}
