import type { TrailEntry } from '../../contract.ts';
import { TimeStamp } from '../parts/time-stamp.tsx';
import { actionWord, closeReasonWord } from '../words.ts';

/** Who did what, when, why; newest first. */
export function Trail({ trail }: { readonly trail: readonly TrailEntry[] }) {
  return (
    <section className="section" aria-label="Audit log">
      <h3>Audit log</h3>
      {trail.length === 0 ? (
        <p>Nobody has touched it yet.</p>
      ) : (
        <ol className="trail">
          {trail.map((entry) => (
            <li key={entry.id}>
              <div>
                <strong>{entry.actor}</strong> {actionWord(entry.action)}
                {entry.reason !== null && <>: {closeReasonWord(entry.reason)}</>}
                {entry.comment !== null && <q className="comment">{entry.comment}</q>}
              </div>
              <TimeStamp at={entry.at} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
