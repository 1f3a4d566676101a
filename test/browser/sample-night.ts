import sharp from 'sharp';
import type { Blobs } from '../../shared/blobs/blobs.ts';
import type { Db } from '../../shared/db/db.ts';
import { sealEvidence } from '../../shared/evidence.ts';
import { keyring } from './console-api.ts';
import { addIncident, addVerdict, sampleFinding, sampleId } from './sample-incidents.ts';

const MINUTE_MS = 60_000;
const BANNER = 'TOP SECRET//HARBOUR//NOFORN';

/** What a crop of the inspector looks like: a strip of the page with its banner line. */
async function bannerStrip(): Promise<string> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="90"><rect width="640" height="90" fill="#fbfaf6"/>
    <text x="320" y="52" font-family="serif" font-size="26" font-weight="700" text-anchor="middle" fill="#a11">${BANNER}</text></svg>`;
  return (await sharp(Buffer.from(svg)).png().toBuffer()).toString('base64');
}

/** The newest incident of the sample night, with evidence: the one that the keyboard path opens. */
export const NEWEST = { name: 'convoy table', source: 'harbour-chat' } as const;

/** One fictional night: found in two regimes, spread over channels, doubtful context, closed ones, and files nobody could read. */
export async function fillNight(db: Db, blobs: Blobs, nowMs: number): Promise<void> {
  const key = `evidence/${sampleId(NEWEST)}`;
  await blobs.put(
    key,
    sealEvidence(keyring, key, {
      fileName: 'convoy table.png',
      lines: [
        { text: BANNER, part: '', page: 1, zone: 'header' },
        { text: BANNER, part: '', page: 1, zone: 'footer' },
      ],
      crops: [{ page: 1, pngBase64: await bannerStrip() }],
    }),
  );
  await addIncident(db, {
    ...NEWEST,
    seenAtMs: nowMs - 2 * MINUTE_MS,
    rank: 4,
    level: 'TOP SECRET',
    confidence: 0.97,
    evidenceKey: key,
    findings: [
      sampleFinding({
        level: 'TOP SECRET',
        rank: 4,
        confidence: 0.97,
        masked: 'TOP SECRET//•••••••//••••••',
      }),
      sampleFinding({
        kind: 'label',
        level: 'SECRET',
        rank: 3,
        rule: 'label/msip',
        masked: 'SECRET',
        confidence: 0.82,
        where: { part: '', page: null, zone: 'properties', box: null },
        places: 1,
        context: [],
      }),
    ],
    doubtful: [
      sampleFinding({
        level: 'CONFIDENTIAL',
        rank: 2,
        confidence: 0.31,
        masked: '•••• CONFIDENTIAL ••••••',
        context: [{ code: 'email-boilerplate', effect: 'lowers' }],
      }),
    ],
    channels: [
      { id: 'C0LOGISTICS', name: 'logistics' },
      { id: 'C0NIGHTDESK', name: 'night-desk' },
      { id: 'C0FAMILYDAY', name: 'family-day' },
      { id: 'G0PIERCREW', name: null },
    ],
  });
  await addIncident(db, {
    name: 'red head document',
    source: 'field-chat',
    seenAtMs: nowMs - 14 * MINUTE_MS,
    rank: 3,
    level: '机密★10年',
    regime: 'cn',
    confidence: 0.91,
    status: 'acknowledged',
    mediaType: 'image/jpeg',
    findings: [
      sampleFinding({
        regime: 'cn',
        level: '机密★10年',
        masked: '机密★10年',
        rule: 'cn/level-term',
        confidence: 0.91,
        context: [{ code: 'photographed', effect: 'notes' }],
      }),
    ],
    channels: [{ id: 'G20417', name: 'survey-team-north-east-with-a-long-name' }],
  });
  await addIncident(db, {
    name: 'training slide',
    seenAtMs: nowMs - 55 * MINUTE_MS,
    rank: 2,
    level: 'NATO CONFIDENTIAL',
    regime: 'nato',
    confidence: 0.58,
    mediaType: 'application/pdf',
    findings: [
      sampleFinding({
        regime: 'nato',
        level: 'NATO CONFIDENTIAL',
        rank: 2,
        confidence: 0.58,
        masked: 'NATO CONFIDENTIAL',
        context: [
          { code: 'repeated-top-and-bottom', effect: 'raises' },
          { code: 'training', effect: 'lowers' },
        ],
      }),
    ],
    uninspected: [
      { part: 'page 41', reason: 'time-out', limit: { name: 'SPILLWAY_FILE_SECONDS', value: 60 } },
    ],
    channels: [
      { id: 'C0TRAINING', name: 'training' },
      { id: 'C0MESS', name: 'mess' },
    ],
  });
  await addIncident(db, {
    name: 'price list',
    source: 'office-chat',
    seenAtMs: nowMs - 3 * 60 * MINUTE_MS,
    rank: 1,
    level: 'Company Internal',
    regime: 'corp',
    confidence: 0.74,
    channels: [{ id: 'C0SALES', name: 'sales' }],
  });
  await addIncident(db, {
    name: 'canteen menu',
    seenAtMs: nowMs - 26 * 60 * MINUTE_MS,
    status: 'closed',
    closeReason: 'not-a-marking',
  });
  await addIncident(db, {
    name: 'locked archive',
    kind: 'uninspected',
    seenAtMs: nowMs - 8 * MINUTE_MS,
    mediaType: 'application/zip',
    uninspected: [{ part: 'file', reason: 'encrypted', limit: null }],
    channels: [{ id: 'C0LOGISTICS', name: 'logistics' }],
  });
  await addIncident(db, {
    name: 'wall poster scan',
    kind: 'uninspected',
    seenAtMs: nowMs - 30 * MINUTE_MS,
    mediaType: 'image/tiff',
    uninspected: [
      { part: 'image', reason: 'too-many-pixels', limit: { name: 'pixels', value: 100_000_000 } },
    ],
    channels: [{ id: 'C0PRINT', name: 'print-shop' }],
  });
  for (let index = 0; index < 40; index++) {
    await addVerdict(db, { name: `clean ${index}`, verdict: 'clean', atMs: nowMs - index * MINUTE_MS });
  }
}
