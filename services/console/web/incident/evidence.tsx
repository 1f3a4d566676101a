import { Button } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type EvidenceResponse, evidenceResponseSchema } from '../../contract.ts';
import { call } from '../api/client.ts';
import { KEYS } from '../api/queries.ts';
import { useShortcuts } from '../keys/shortcuts.ts';
import { useSession } from '../session/session-context.ts';
import { exactTime } from '../times.ts';

/** Revealed evidence covers itself again: a screen left alone should not show it all night. */
const SHOWN_MS = 5 * 60_000;

/** Masked until a reviewer asks; what was shown is forgotten when covered, and never enters the query cache. */
export function Evidence({
  incidentId,
  hasEvidence,
}: {
  readonly incidentId: string;
  readonly hasEvidence: boolean;
}) {
  const { role } = useSession();
  const client = useQueryClient();
  const reveal = useMutation({
    gcTime: 0,
    mutationFn: () => call(`/api/incidents/${incidentId}/evidence`, evidenceResponseSchema),
    onSuccess: () => client.invalidateQueries({ queryKey: KEYS.incident(incidentId) }),
  });
  const { data, reset } = reveal;
  useEffect(() => {
    if (data === undefined) return;
    const timer = window.setTimeout(reset, SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [data, reset]);
  const allowed = role === 'reviewer' && hasEvidence;
  useShortcuts({ r: () => allowed && data === undefined && reveal.mutate() });

  return (
    <section className="section" aria-label="Evidence">
      <h3>Evidence</h3>
      {!hasEvidence && <p>None was kept.</p>}
      {hasEvidence && !allowed && (
        <p>Only reviewers can reveal it. The masked lines above are all that analysts see.</p>
      )}
      {allowed && data === undefined && (
        <>
          <Button
            variant="default"
            leftSection={<IconEye size={16} aria-hidden />}
            rightSection={<kbd aria-hidden>r</kbd>}
            loading={reveal.isPending}
            onClick={() => reveal.mutate()}
          >
            Reveal evidence
          </Button>
          <p className="quiet">
            Shows text of the document. Your name and the time go to the audit log first.
          </p>
        </>
      )}
      {reveal.error !== null && (
        <p className="notice notice-bad" role="alert">
          {reveal.error.message}
        </p>
      )}
      {data !== undefined && <Shown response={data} onCover={reset} />}
    </section>
  );
}

function Shown({ response, onCover }: { readonly response: EvidenceResponse; readonly onCover: () => void }) {
  const { evidence, recorded } = response;
  return (
    <div className="evidence">
      <p role="status">
        Revealed by {recorded.actor}, {exactTime(recorded.at)}. Recorded. Covered again after 5 minutes.
      </p>
      {evidence.fileName !== null && (
        <p>
          File name: <code>{evidence.fileName}</code>
        </p>
      )}
      {evidence.crops.map((crop, index) => (
        <figure key={`${crop.page}-${crop.pngBase64.length}-${crop.pngBase64.slice(0, 60)}`}>
          <img
            src={`data:image/png;base64,${crop.pngBase64}`}
            alt={`Where the marking stands, cut-out ${index + 1}`}
          />
          {crop.page !== null && <figcaption>Page {crop.page}</figcaption>}
        </figure>
      ))}
      <ul className="evidence-lines">
        {evidence.lines.map((line) => (
          <li key={`${line.part} ${line.page} ${line.zone} ${line.text}`}>
            <q>{line.text}</q>
            <small>
              {[line.page === null ? '' : `page ${line.page}`, line.zone]
                .filter((word) => word !== '')
                .join(', ')}
            </small>
          </li>
        ))}
      </ul>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconEyeOff size={16} aria-hidden />}
        onClick={onCover}
      >
        Cover again
      </Button>
    </div>
  );
}
