import type { IncidentDetail } from '../../contract.ts';
import { Copyable } from '../parts/copy.tsx';
import { TimeStamp } from '../parts/time-stamp.tsx';
import { sizeWord } from '../words.ts';

export function DocumentFacts({ detail }: { readonly detail: IncidentDetail }) {
  const { incident, inspector } = detail;
  return (
    <section className="section" aria-label="Document">
      <h3>Document</h3>
      <dl className="facts facts-long">
        <div>
          <dt>Incident</dt>
          <dd>
            <Copyable value={incident.id} what="incident id" />
          </dd>
        </div>
        <div>
          <dt>SHA-256</dt>
          <dd>
            <Copyable value={detail.sha256} shown={`${detail.sha256.slice(0, 16)}…`} what="SHA-256" />
          </dd>
        </div>
        <div>
          <dt>Type and size</dt>
          <dd>
            {incident.mediaType ?? 'unknown type'}, {sizeWord(incident.sizeBytes)}
          </dd>
        </div>
        <div>
          <dt>First seen</dt>
          <dd>
            <TimeStamp at={incident.firstSeenAt} />
          </dd>
        </div>
        <div>
          <dt>Inspected with</dt>
          <dd>
            rules {inspector.ruleset}, {inspector.engine}, {inspector.ocrData}
          </dd>
        </div>
      </dl>
    </section>
  );
}
