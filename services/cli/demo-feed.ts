import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { FaultError } from '../../shared/errors.ts';

/** The sample feed: postings of a fictional organisation's group chats, and the files beside it. */
const feedSchema = z.strictObject({
  source: z.string(),
  /** Documents the fictional organisation has registered before anything is posted. */
  registered: z.array(
    z.strictObject({ file: z.string(), name: z.string(), owner: z.string(), rank: z.number() }),
  ),
  postings: z.array(
    z.strictObject({
      channel: z.strictObject({ id: z.string(), name: z.string() }),
      message: z.string(),
      sender: z.string(),
      /** Minutes after the first posting. */
      minute: z.number(),
      file: z.string(),
      /** What the file is, for the reader of the terminal. */
      about: z.string(),
    }),
  ),
});
export type Feed = z.infer<typeof feedSchema>;
export type FeedPosting = Feed['postings'][number];

export async function readFeed(folder: string): Promise<Feed> {
  return feedSchema.parse(JSON.parse(await readFile(join(folder, 'feed.json'), 'utf8')));
}

export interface Door {
  readonly intakeUrl: string;
  readonly secret: string;
  readonly folder: string;
}

/** Posts one attachment through the front door, signed, as an integrator would. @returns the upload's id. */
export async function postToIntake(
  door: Door,
  feed: Feed,
  posting: FeedPosting,
  startMs: number,
): Promise<string> {
  const form = new FormData();
  form.set(
    'posting',
    JSON.stringify({
      channel: posting.channel,
      message: { id: posting.message },
      attachment: { id: `${posting.message}-1` },
      senderId: posting.sender,
      postedAt: new Date(startMs + posting.minute * 60_000).toISOString(),
    }),
  );
  const bytes = await readFile(join(door.folder, 'files', posting.file));
  form.set('file', new File([new Uint8Array(bytes)], basename(posting.file)));
  // The signature covers the raw body, so the form is encoded before it is sent.
  const encoded = new Request(door.intakeUrl, { method: 'POST', body: form });
  const body = Buffer.from(await encoded.arrayBuffer());
  const seconds = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', door.secret).update(`${seconds}.`).update(body).digest('hex');
  const response = await fetch(`${door.intakeUrl}/v1/uploads`, {
    method: 'POST',
    body,
    headers: {
      'content-type': encoded.headers.get('content-type') ?? '',
      'spillway-source': feed.source,
      'spillway-signature': `t=${seconds},v1=${signature}`,
    },
  });
  const answer: unknown = await response.json();
  const accepted = z.object({ uploadId: z.string() }).safeParse(answer);
  if (response.status === 202 && accepted.success) return accepted.data.uploadId;
  throw new FaultError(
    'INTAKE_REFUSED',
    `Expected intake to take ${posting.file}, got ${response.status} ${JSON.stringify(answer)}`,
  );
}
