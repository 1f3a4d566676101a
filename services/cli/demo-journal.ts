import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** Which sample postings were acknowledged, by message id: a demo that was stopped goes on where it left off. */
export interface Journal {
  has(message: string): boolean;
  add(message: string, uploadId: string): Promise<void>;
  uploadIds(): string[];
  /** The message an upload was made from; undefined for one that is not the demo's. */
  messageOf(uploadId: string): string | undefined;
}

const journalSchema = z.record(z.string(), z.string());

export async function openJournal(path: string): Promise<Journal> {
  const entries = new Map(Object.entries(journalSchema.parse(JSON.parse(await readOr(path, '{}')))));
  return {
    has: (message) => entries.has(message),
    uploadIds: () => [...entries.values()],
    messageOf: (uploadId) => [...entries].find(([, candidate]) => candidate === uploadId)?.[0],
    async add(message, uploadId) {
      entries.set(message, uploadId);
      await writeFile(`${path}.new`, JSON.stringify(Object.fromEntries(entries)));
      await rename(`${path}.new`, path);
    },
  };
}

async function readOr(path: string, otherwise: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return otherwise;
    throw error;
  }
}
