import type { Source } from '../../shared/sources.ts';
import { SOURCE } from './product.ts';

/** The one registered source of tests that need no whole product. */
export const REGISTERED: Source = {
  id: SOURCE,
  name: 'Harbour works (fictional)',
  owner: 'Information security office',
  purpose: 'Tests',
  legalBasis: 'Works agreement',
  membersTold: { told: true, how: 'Notice' },
  channels: { include: ['ops-*'], exclude: [] },
  directMessages: false,
  retentionDays: 30,
};
