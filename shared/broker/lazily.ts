import { brokerUnavailable } from './faults.ts';

interface Connectable {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

export interface Lazy<T> {
  /** Connects at the first call; a connection that failed is tried again at the next. */
  get(): Promise<T>;
  /** Asks one of its own, for when the one that is connected knows the world as it was. */
  withFresh<R>(ask: (client: T) => Promise<R>): Promise<R>;
  close(): Promise<void>;
}

export function lazily<T extends Connectable>(create: () => T): Lazy<T> {
  let connected: Promise<T> | null = null;

  async function connect(): Promise<T> {
    const client = create();
    try {
      await client.connect();
      return client;
    } catch (error) {
      connected = null;
      throw error;
    }
  }

  return {
    get: () => {
      connected ??= connect();
      return connected;
    },
    withFresh: async (ask) => {
      const client = create();
      try {
        await client.connect();
        return await ask(client);
      } finally {
        await client.disconnect();
      }
    },
    close: async () => {
      const client = await connected?.catch(() => null);
      await client?.disconnect();
    },
  };
}

/** Settles as the promise does, or with a fault when it takes longer. The work itself goes on and its end is ignored. */
export async function withinSeconds(seconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(brokerUnavailable(null, `no answer in ${seconds} s`)), seconds * 1000);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
