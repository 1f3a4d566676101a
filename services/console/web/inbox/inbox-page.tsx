import { Button } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Kind } from '../../contract.ts';
import { useActions } from '../api/actions.ts';
import { useOverview } from '../api/queries.ts';
import { CloseDialog } from '../incident/close-dialog.tsx';
import { IncidentView } from '../incident/incident-view.tsx';
import { useShortcuts } from '../keys/shortcuts.ts';
import { count } from '../words.ts';
import { BulkBar } from './bulk-bar.tsx';
import { useFilter } from './filter-in-address.ts';
import { Filters } from './filters.tsx';
import { useInboxList } from './inbox-list.ts';
import { IncidentCards } from './incident-cards.tsx';
import { IncidentTable } from './incident-table.tsx';
import { focusedIncident, focusIncident, stepFocus } from './list-focus.ts';
import { ListState } from './list-state.tsx';

const BASE: Record<Kind, string> = { found: '/incidents', uninspected: '/not-inspected' };
const HOME: Record<Kind, string> = { found: '/', uninspected: '/not-inspected' };

/** The list, and beside it (or in its place, where there is no room) the incident that is open. */
export function InboxPage({ kind, openId }: { readonly kind: Kind; readonly openId: string | null }) {
  const [, navigate] = useLocation();
  const search = useSearch();
  const withSearch = (path: string) => (search === '' ? path : `${path}?${search}`);
  const hrefOf = (id: string) => withSearch(`${BASE[kind]}/${id}`);

  const [filter, changeFilter] = useFilter(kind);
  const overview = useOverview().data;
  const { pages, list, showWaiting } = useInboxList(filter);
  const actions = useActions();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [closing, { open: openDialog, close: closeDialog }] = useDisclosure(false);
  const [targets, setTargets] = useState<readonly string[]>([]);
  const textRef = useRef<HTMLInputElement>(null);
  const roomy = useMediaQuery('(min-width: 1200px)', undefined, { getInitialValueInEffect: false });
  const cards = useMediaQuery('(max-width: 700px)', undefined, { getInitialValueInEffect: false });

  const rows = list?.rows ?? [];
  const chosen = rows.filter((row) => selected.has(row.id)).map((row) => row.id);
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  /** What a key acts on: the selection, else the row with focus, else the incident that is open. */
  const aimed = (): readonly string[] => {
    if (chosen.length > 0) return chosen;
    const one = focusedIncident() ?? openId;
    return one === null ? [] : [one];
  };
  const acknowledge = async (ids: readonly string[]) => {
    if (ids.length > 0 && (await actions.act(ids, { type: 'acknowledge' }))) setSelected(new Set());
  };
  const askReason = (ids: readonly string[]) => {
    if (ids.length === 0) return;
    setTargets(ids);
    openDialog();
  };
  const step = (by: 1 | -1) => {
    const id = stepFocus(by, openId);
    if (id !== null && openId !== null && roomy && id !== openId) navigate(hrefOf(id), { replace: true });
  };
  const back = () => {
    if (openId === null) return setSelected(new Set());
    navigate(withSearch(HOME[kind]));
    window.requestAnimationFrame(() => focusIncident(openId));
  };

  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    Escape: back,
    a: () => void acknowledge(aimed()),
    c: () => askReason(aimed()),
    n: showWaiting,
    x: () => {
      const id = focusedIncident();
      if (id !== null) toggle(id);
    },
    '/': () => textRef.current?.focus(),
  });

  const Rows = cards ? IncidentCards : IncidentTable;
  const listShown = openId === null || roomy;
  return (
    <div className={openId !== null && roomy ? 'inbox inbox-split' : 'inbox'}>
      {listShown && (
        <main className="inbox-list" aria-label={kind === 'found' ? 'Incidents' : 'Not inspected'}>
          <Filters filter={filter} overview={overview} onChange={changeFilter} textRef={textRef} />
          <div role="status" className="arrivals">
            {list !== null && list.waiting.length > 0 && (
              <Button size="xs" radius="xl" onClick={showWaiting}>
                {count(list.waiting.length, 'new incident')} · show
              </Button>
            )}
          </div>
          {chosen.length > 0 && (
            <BulkBar
              selected={chosen.length}
              shown={rows.length}
              busy={actions.busy}
              onAll={() => setSelected(new Set(rows.map((row) => row.id)))}
              onNone={() => setSelected(new Set())}
              onAcknowledge={() => void acknowledge(chosen)}
              onClose={() => askReason(chosen)}
            />
          )}
          <ListState
            pages={pages}
            empty={list !== null && rows.length === 0}
            filter={filter}
            onReset={() => changeFilter({ q: '', source: '', minRank: '', status: 'active' })}
          />
          {list !== null && rows.length > 0 && (
            <Rows
              kind={kind}
              list={list}
              openId={openId}
              selected={selected}
              onSelect={toggle}
              hrefOf={hrefOf}
            />
          )}
          {pages.hasNextPage && (
            <Button
              variant="default"
              onClick={() => void pages.fetchNextPage()}
              loading={pages.isFetchingNextPage}
            >
              Show older
            </Button>
          )}
        </main>
      )}
      {openId !== null && (
        <IncidentView
          key={openId}
          id={openId}
          alone={!roomy}
          actions={actions}
          onBack={back}
          onClose={() => askReason([openId])}
        />
      )}
      <CloseDialog
        opened={closing}
        kind={kind}
        incidents={targets.length}
        busy={actions.busy}
        onCancel={closeDialog}
        onClose={async (reason, comment) => {
          if (!(await actions.act(targets, { type: 'close', reason, comment }))) return;
          closeDialog();
          setSelected(new Set());
        }}
      />
    </div>
  );
}
