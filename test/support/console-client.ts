import type { z } from 'zod';
import {
  CONSOLE_HEADER,
  evidenceResponseSchema,
  incidentDetailSchema,
  incidentPageSchema,
  overviewSchema,
} from '../../services/console/contract.ts';
import type { Product } from './product.ts';

/** The console's API as its page uses it; every answer is held to the contract. */
export async function signIn(product: Pick<Product, 'consoleUrl' | 'accessKey'>) {
  const headers = { 'content-type': 'application/json', [CONSOLE_HEADER]: '1' };
  const answer = await fetch(`${product.consoleUrl}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ key: product.accessKey }),
  });
  if (!answer.ok) throw new Error(`Expected to sign in, got ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((set) => set.split(';', 1)[0])
    .join('; ');

  async function get<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>> {
    const response = await fetch(`${product.consoleUrl}${path}`, { headers: { ...headers, cookie } });
    if (!response.ok)
      throw new Error(`Expected ${path} to answer, got ${response.status} ${await response.text()}`);
    return schema.parse(await response.json());
  }

  return {
    incidents: async () => (await get('/api/incidents?status=all&limit=100', incidentPageSchema)).incidents,
    incident: (id: string) => get(`/api/incidents/${id}`, incidentDetailSchema),
    evidence: (id: string) => get(`/api/incidents/${id}/evidence`, evidenceResponseSchema),
    overview: () => get('/api/overview', overviewSchema),
  };
}
export type ConsoleClient = Awaited<ReturnType<typeof signIn>>;
