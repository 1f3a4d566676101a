import type { IncidentDetail } from '../../contract.ts';
import { Copyable } from '../parts/copy.tsx';
import { TimeStamp } from '../parts/time-stamp.tsx';
import { count } from '../words.ts';

/** What to delete where: the first question of containment, so it stands first. */
export function Postings({ detail }: { readonly detail: IncidentDetail }) {
  const { postings, incident } = detail;
  const unlisted = incident.occurrences - postings.length;
  return (
    <section className="section" aria-label="Containment">
      <h3>Contain: delete {postings.length === 1 ? 'this message' : 'these messages'}</h3>
      <ul className="postings">
        {postings.map((posting) => (
          <li key={posting.uploadId}>
            <div className="posting-where">
              <strong>
                {posting.channel.name === null ? posting.channel.id : `#${posting.channel.name}`}
              </strong>
              <TimeStamp at={posting.postedAt} />
            </div>
            <dl className="facts">
              <div>
                <dt>Message</dt>
                <dd>
                  <Copyable value={posting.messageId} what="message id" />
                </dd>
              </div>
              <div>
                <dt>Channel id</dt>
                <dd>
                  <Copyable value={posting.channel.id} what="channel id" />
                </dd>
              </div>
              {posting.sender !== null && (
                <div>
                  <dt>Sender (pseudonym)</dt>
                  <dd>
                    <code>{posting.sender.slice(0, 12)}…</code>
                  </dd>
                </div>
              )}
            </dl>
          </li>
        ))}
      </ul>
      {unlisted > 0 && <p>{count(unlisted, 'older occurrence')} not listed here.</p>}
    </section>
  );
}
