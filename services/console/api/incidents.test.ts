import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { minutesAgo, startTestApi, type TestApi } from '../../../test/browser/console-api.ts';
import { addIncident, addVerdict, sampleId } from '../../../test/browser/sample-incidents.ts';
import { bulkResultSchema, incidentDetailSchema, incidentPageSchema, overviewSchema } from '../contract.ts';

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());
beforeEach(() => api.clear());

describe('the list', () => {
  test('shows what still needs somebody, last seen first, with where it was posted', async () => {
    const channels = ['ops', 'plans', 'travel', 'mess'].map((name) => ({ id: `C-${name}`, name }));
    await addIncident(api.db, { name: 'older', seenAtMs: minutesAgo(30), channels });
    await addIncident(api.db, { name: 'newer', seenAtMs: minutesAgo(2), status: 'acknowledged' });
    await addIncident(api.db, {
      name: 'done',
      seenAtMs: minutesAgo(1),
      status: 'closed',
      closeReason: 'contained',
    });
    const { incidents } = incidentPageSchema.parse((await api.analyst.call('GET', '/api/incidents')).body);
    expect(incidents.map((incident) => incident.id)).toEqual([
      sampleId({ name: 'newer' }),
      sampleId({ name: 'older' }),
    ]);
    expect(incidents[1]).toMatchObject({ occurrences: 4, channelCount: 4, sizeBytes: 184_320 });
    expect(incidents[1]?.channels.map((channel) => channel.name)).toEqual(['ops', 'plans', 'travel']);
  });

  test('filters by kind, source, rank, status and words, and takes % for what it is', async () => {
    await addIncident(api.db, { name: 'a', rank: 4, level: 'TOP SECRET', seenAtMs: minutesAgo(1) });
    await addIncident(api.db, {
      name: 'b',
      rank: 2,
      level: '秘密',
      regime: 'cn',
      source: 'field-chat',
      seenAtMs: minutesAgo(2),
    });
    await addIncident(api.db, { name: 'c', kind: 'uninspected', seenAtMs: minutesAgo(3), status: 'closed' });
    const names = async (query: string) => {
      const page = incidentPageSchema.parse(
        (await api.analyst.call('GET', `/api/incidents?status=all&${query}`)).body,
      );
      return page.incidents.map((incident) =>
        ['a', 'b', 'c'].find((name) => incident.id === sampleId({ name, source: incident.source })),
      );
    };
    expect(await names('')).toEqual(['a', 'b', 'c']);
    expect(await names('kind=uninspected')).toEqual(['c']);
    expect(await names('source=field-chat')).toEqual(['b']);
    expect(await names('minRank=3')).toEqual(['a']);
    expect(await names(`q=${encodeURIComponent('秘')}`)).toEqual(['b']);
    expect(await names('q=LOGIST')).toEqual(['a', 'b', 'c']);
    expect(await names('q=%25')).toEqual([]);
  });

  test('pages through everything once, also where many share one time', async () => {
    for (let index = 0; index < 7; index++)
      await addIncident(api.db, { name: `n${index}`, seenAtMs: minutesAgo(index < 5 ? 1 : 2) });
    const seen: string[] = [];
    let cursor = '';
    do {
      const url = `/api/incidents?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page = incidentPageSchema.parse((await api.analyst.call('GET', url)).body);
      seen.push(...page.incidents.map((incident) => incident.id));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
  });

  test('says which field is wrong, what was expected and what came', async () => {
    const answer = await api.analyst.call('GET', '/api/incidents?minRank=9');
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { code: 'INVALID', field: 'minRank', got: '"9"' } });
    expect((await api.analyst.call('GET', '/api/incidents?cursor=nonsense')).body).toMatchObject({
      error: { field: 'cursor' },
    });
    expect((await api.analyst.call('GET', '/api/incidents?colour=red')).status).toBe(400);
  });
});

describe('taking a step', () => {
  test('acknowledges, closes with a reason and reopens, each with its record', async () => {
    const id = await addIncident(api.db, { name: 'a', seenAtMs: minutesAgo(5) });
    const url = `/api/incidents/${id}/actions`;
    expect((await api.analyst.call('POST', url, { type: 'acknowledge' })).body).toMatchObject({
      incident: { status: 'acknowledged' },
    });
    const close = { type: 'close', reason: 'not-a-marking', comment: 'menu of the canteen' };
    expect((await api.reviewer.call('POST', url, close)).body).toMatchObject({
      incident: { status: 'closed', closeReason: 'not-a-marking' },
    });
    await api.analyst.call('POST', url, { type: 'reopen', comment: 'second look' });
    const detail = incidentDetailSchema.parse((await api.analyst.call('GET', `/api/incidents/${id}`)).body);
    expect(detail.incident).toMatchObject({ status: 'open', closeReason: null });
    expect(
      detail.trail.map(({ actor, action, reason, comment }) => [actor, action, reason, comment]),
    ).toEqual([
      ['mara', 'incident.reopen', null, 'second look'],
      ['tomas', 'incident.close', 'not-a-marking', 'menu of the canteen'],
      ['mara', 'incident.acknowledge', null, null],
    ]);
  });

  test('asks for a comment where the reason alone says too little', async () => {
    const id = await addIncident(api.db, { name: 'a', seenAtMs: minutesAgo(5) });
    const answer = await api.analyst.call('POST', `/api/incidents/${id}/actions`, {
      type: 'close',
      reason: 'other',
      comment: '  ',
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { field: 'comment' } });
    expect(await api.audited()).toEqual([]);
  });

  test('tells the second analyst that it was done already, and records nothing', async () => {
    const id = await addIncident(api.db, {
      name: 'a',
      seenAtMs: minutesAgo(5),
      status: 'closed',
      closeReason: 'contained',
    });
    const answer = await api.analyst.call('POST', `/api/incidents/${id}/actions`, { type: 'acknowledge' });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ error: { code: 'STEP_NOT_POSSIBLE', got: 'closed' } });
    expect(await api.audited()).toEqual([]);
  });

  test('takes many at once and says for each what came of it', async () => {
    const open = await addIncident(api.db, { name: 'a', seenAtMs: minutesAgo(5) });
    const closed = await addIncident(api.db, { name: 'b', seenAtMs: minutesAgo(5), status: 'closed' });
    const missing = `inc_${'f'.repeat(24)}`;
    const answer = await api.analyst.call('POST', '/api/incidents/actions', {
      ids: [open, closed, missing, open],
      action: { type: 'close', reason: 'contained' },
    });
    const results = new Map(
      bulkResultSchema.parse(answer.body).results.map((result) => [result.id, result.outcome]),
    );
    expect(results).toEqual(
      new Map([
        [open, 'done'],
        [closed, 'unchanged'],
        [missing, 'not-found'],
      ]),
    );
    expect(await api.audited()).toHaveLength(1);
  });
});

test('counts verdicts by kind and says how old the newest is', async () => {
  await addVerdict(api.db, { name: 'a', verdict: 'clean', atMs: minutesAgo(20) });
  await addVerdict(api.db, { name: 'b', verdict: 'clean', atMs: minutesAgo(200) });
  await addVerdict(api.db, { name: 'c', verdict: 'clean', atMs: minutesAgo(3000) });
  await addIncident(api.db, { name: 'd', seenAtMs: minutesAgo(10) });
  const id = await addIncident(api.db, { name: 'e', seenAtMs: minutesAgo(10) });
  await api.analyst.call('POST', `/api/incidents/${id}/actions`, { type: 'acknowledge' });
  const overview = overviewSchema.parse((await api.analyst.call('GET', '/api/overview')).body);
  expect(overview.verdicts).toEqual({
    lastHour: { found: 2, clean: 1, uninspected: 0 },
    lastDay: { found: 2, clean: 2, uninspected: 0 },
    newestAt: new Date(minutesAgo(10)).toISOString(),
    medianElapsedMs: 640,
  });
  expect(overview.incidents.found).toEqual({ open: 1, acknowledged: 1, closed: 0 });
});
