import { expect, test } from 'vitest';
import { type Source, sourcesOf } from './sources.ts';

const source: Source = {
  id: 'harbour-chat',
  name: 'Harbour works group chats',
  owner: 'Information security office',
  purpose: 'Stop classified documents from spreading in work groups',
  legalBasis: 'Works agreement 12/2026',
  membersTold: { told: true, how: 'Notice in every channel' },
  channels: { include: ['ops-*', 'general'], exclude: ['ops-social'] },
  directMessages: false,
  retentionDays: 90,
};
const sources = sourcesOf([source]);
const posting = (id: string, channel: string, kind: 'group' | 'direct' = 'group') => ({
  source: id,
  channel: { id: channel, kind },
  message: { id: 'm1' },
  postedAt: '2026-11-22T08:00:00Z',
});

test('a registered source passes for its channels, by name and by prefix', () => {
  expect(sources.refusal(posting('harbour-chat', 'general'))).toBeNull();
  expect(sources.refusal(posting('harbour-chat', 'ops-east'))).toBeNull();
});

test.each([
  ['an unregistered source', posting('elsewhere', 'general'), 'source-unregistered', 'posting.source'],
  [
    'a channel outside the scope',
    posting('harbour-chat', 'family'),
    'channel-out-of-scope',
    'posting.channel.id',
  ],
  [
    'an excluded channel',
    posting('harbour-chat', 'ops-social'),
    'channel-out-of-scope',
    'posting.channel.id',
  ],
  [
    'a direct message',
    posting('harbour-chat', 'general', 'direct'),
    'channel-out-of-scope',
    'posting.channel.kind',
  ],
])('refuses %s', (_name, refused, code, field) => {
  expect(sources.refusal(refused)).toMatchObject({ code, field });
});
