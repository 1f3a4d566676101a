import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ANALYST_KEY, startTestApi, type TestApi } from '../../../test/browser/console-api.ts';
import { CONSOLE_HEADER } from '../contract.ts';

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());
beforeEach(() => api.clear());

describe('signing in', () => {
  test('answers 401 to every route without a session, and 403 without the header of the page', async () => {
    const { cookie } = api.analyst;
    for (const url of [
      '/api/incidents',
      '/api/overview',
      '/api/events',
      `/api/incidents/inc_${'0'.repeat(24)}`,
    ]) {
      const answer = await api.app.inject({ url, headers: { [CONSOLE_HEADER]: '1' } });
      expect([url, answer.statusCode]).toEqual([url, 401]);
    }
    expect((await api.app.inject({ url: '/api/incidents', headers: { cookie } })).statusCode).toBe(403);
    const crossSite = { cookie, [CONSOLE_HEADER]: '1', 'sec-fetch-site': 'cross-site' };
    expect((await api.app.inject({ url: '/api/incidents', headers: crossSite })).statusCode).toBe(403);
  });

  test('refuses an unknown key without saying it back', async () => {
    const payload = { key: 'a-key-nobody-ever-had' };
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { [CONSOLE_HEADER]: '1' },
      payload,
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).not.toContain(payload.key);
    const short = await api.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { [CONSOLE_HEADER]: '1' },
      payload: { key: 'abc-sec' },
    });
    expect(short.statusCode).toBe(400);
    expect(short.body).not.toContain('abc-sec');
  });

  test('slows down whoever tries keys', async () => {
    const guess = () =>
      api.app.inject({
        method: 'POST',
        url: '/api/session',
        remoteAddress: '192.0.2.9',
        headers: { [CONSOLE_HEADER]: '1' },
        payload: { key: 'guess-after-guess' },
      });
    const answers: number[] = [];
    for (let attempt = 0; attempt < 11; attempt++) answers.push((await guess()).statusCode);
    expect(answers.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(answers[10]).toBe(429);
  });

  test('keeps the cookie from scripts and from other sites', async () => {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { [CONSOLE_HEADER]: '1' },
      payload: { key: ANALYST_KEY },
    });
    expect(answer.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await api.audited()).map((row) => [row.actor, row.action])).toEqual([['mara', 'session.start']]);
  });

  test('takes no forged session', async () => {
    const [name, token = ''] = api.analyst.cookie.split('=');
    const [payload = '', signature] = token.split('.');
    const [, ends] = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify(['tomas', ends])).toString('base64url');
    const cookie = `${name}=${forged}.${signature}`;
    const headers = { [CONSOLE_HEADER]: '1', cookie };
    expect((await api.app.inject({ url: '/api/session', headers })).json()).toEqual({ session: null });
    expect((await api.app.inject({ url: '/api/incidents', headers })).statusCode).toBe(401);
  });
});
