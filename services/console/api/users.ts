import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { sha256Schema } from '../../../shared/messages/parts.ts';
import { roleSchema } from '../contract.ts';

export const userSchema = z.strictObject({
  name: z.string().min(1).max(80),
  role: roleSchema,
  /** SHA-256 of the access key, so that configuration holds no key. Keys are random and long; a slow hash would add nothing. */
  keySha256: sha256Schema,
});
export type User = z.infer<typeof userSchema>;

/** Compares with every user in constant time, so that timing tells neither who exists nor how much was right. */
export function findByKey(users: readonly User[], key: string): User | null {
  const digest = createHash('sha256').update(key, 'utf8').digest();
  let found: User | null = null;
  for (const user of users) {
    if (timingSafeEqual(digest, Buffer.from(user.keySha256, 'hex'))) found = user;
  }
  return found;
}
