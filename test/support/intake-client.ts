import { createHmac } from 'node:crypto';
import type { Product } from './product.ts';
import { SOURCE } from './product.ts';

export interface Posting {
  readonly file: Uint8Array;
  readonly name: string;
  readonly channel?: string;
  readonly message: string;
  readonly senderId?: string;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** Signs and sends as an integrator would; `spoil` changes the request after signing. */
export async function postUpload(
  product: Pick<Product, 'intakeUrl' | 'intakeSecret'>,
  posting: Posting,
  options: { readonly secret?: string; readonly source?: string; readonly timeoutMs?: number } = {},
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const form = new FormData();
  form.set(
    'posting',
    JSON.stringify({
      channel: { id: posting.channel ?? 'ops-east', name: 'Ops east' },
      message: { id: posting.message },
      attachment: { id: `${posting.message}-a` },
      senderId: posting.senderId ?? 'user-17',
      postedAt: '2026-11-22T08:00:00Z',
      ...posting.extra,
    }),
  );
  form.set('file', new File([new Uint8Array(posting.file)], posting.name));
  const encoded = new Request('http://localhost/', { method: 'POST', body: form });
  const body = Buffer.from(await encoded.arrayBuffer());
  const seconds = Math.floor(Date.now() / 1000);
  const secret = options.secret ?? product.intakeSecret;
  const signature = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex');
  const response = await fetch(`${product.intakeUrl}/v1/uploads`, {
    method: 'POST',
    body,
    ...(options.timeoutMs === undefined ? {} : { signal: AbortSignal.timeout(options.timeoutMs) }),
    headers: {
      'content-type': encoded.headers.get('content-type') ?? '',
      'spillway-source': options.source ?? SOURCE,
      'spillway-signature': `t=${seconds},v1=${signature}`,
    },
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}
