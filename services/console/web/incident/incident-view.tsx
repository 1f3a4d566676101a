import { Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowLeft, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { IncidentDetail } from '../../contract.ts';
import type { Actions } from '../api/actions.ts';
import { useIncident } from '../api/queries.ts';
import { useShortcuts } from '../keys/shortcuts.ts';
import { Level } from '../parts/level.tsx';
import { StatusMark } from '../parts/status.tsx';
import { TimeStamp } from '../parts/time-stamp.tsx';
import { count } from '../words.ts';
import { DocumentFacts } from './document-facts.tsx';
import { Evidence } from './evidence.tsx';
import { Findings } from './findings.tsx';
import { Postings } from './postings.tsx';
import { ReopenDialog } from './reopen-dialog.tsx';
import { Trail } from './trail.tsx';
import { UninspectedParts } from './uninspected-parts.tsx';

interface ViewProps {
  readonly id: string;
  /** The page shows nothing beside it: phones and narrow windows. */
  readonly alone: boolean;
  readonly actions: Actions;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** One incident: what to delete where first, then what was found and how sure, evidence, and who did what. */
export function IncidentView(props: ViewProps) {
  const { id, alone, onBack } = props;
  const incident = useIncident(id);
  const heading = useRef<HTMLHeadingElement>(null);
  const loaded = incident.data !== undefined;
  useEffect(() => {
    // Where the list is gone, focus would fall to the top of the page and a screen reader would say nothing.
    if (loaded && alone) heading.current?.focus();
  }, [loaded, alone]);

  const Frame = alone ? 'main' : 'aside';
  return (
    <Frame className={alone ? 'incident incident-alone' : 'incident'} aria-label="Incident">
      {alone && (
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          onClick={onBack}
        >
          All incidents
        </Button>
      )}
      {incident.isPending && <Skeleton height={240} aria-label="Loading the incident" />}
      {incident.error !== null && (
        <div className="notice notice-bad" role="alert">
          <p>
            <strong>This incident could not be read.</strong> {incident.error.message}
          </p>
          <Button size="xs" variant="default" onClick={() => void incident.refetch()}>
            Try again
          </Button>
        </div>
      )}
      {incident.data !== undefined && <Loaded {...props} detail={incident.data} heading={heading} />}
    </Frame>
  );
}

function Loaded({
  detail,
  heading,
  alone,
  actions,
  onBack,
  onClose,
}: ViewProps & {
  readonly detail: IncidentDetail;
  readonly heading: React.RefObject<HTMLHeadingElement | null>;
}) {
  const { incident } = detail;
  const [reopening, { open, close }] = useDisclosure(false);
  useShortcuts({ o: () => incident.status === 'closed' && open() });
  return (
    <>
      <header className="incident-head">
        <div className="incident-title">
          <h2 ref={heading} tabIndex={-1}>
            <Level of={incident} />
          </h2>
          {!alone && (
            <button type="button" className="icon-button" aria-label="Back to the list" onClick={onBack}>
              <IconX size={18} aria-hidden />
            </button>
          )}
        </div>
        <p className="incident-line">
          <StatusMark of={incident} />
          <span>{incident.source}</span>
          <span>
            {count(incident.occurrences, 'occurrence')}, last <TimeStamp at={incident.lastSeenAt} />
          </span>
        </p>
        <div className="incident-actions">
          {incident.status === 'open' && (
            <Button
              loading={actions.busy}
              rightSection={<kbd aria-hidden>a</kbd>}
              onClick={() => void actions.act([incident.id], { type: 'acknowledge' })}
            >
              Acknowledge
            </Button>
          )}
          {incident.status !== 'closed' && (
            <Button variant="default" rightSection={<kbd aria-hidden>c</kbd>} onClick={onClose}>
              Close
            </Button>
          )}
          {incident.status === 'closed' && (
            <Button variant="default" rightSection={<kbd aria-hidden>o</kbd>} onClick={open}>
              Reopen
            </Button>
          )}
        </div>
      </header>
      <Postings detail={detail} />
      <Findings title="What was found" findings={detail.findings} />
      <UninspectedParts detail={detail} />
      <Evidence incidentId={incident.id} hasEvidence={detail.hasEvidence} />
      <Findings title="Doubtful" findings={detail.doubtful} folded />
      <Trail trail={detail.trail} />
      <DocumentFacts detail={detail} />
      <ReopenDialog
        opened={reopening}
        busy={actions.busy}
        onCancel={close}
        onReopen={async (comment) => {
          if (await actions.act([incident.id], { type: 'reopen', comment })) close();
        }}
      />
    </>
  );
}
