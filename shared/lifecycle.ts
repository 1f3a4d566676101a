import type { Logger } from 'pino';

/** Something that starts and can be stopped. What `start` gives is handed on by name, never looked up. */
export interface Component<T> {
  readonly name: string;
  start(): Promise<{ readonly value: T; stop(): Promise<void> }>;
}

/**
 * Starts components in order and stops them in reverse. When one fails to start, those already running are stopped
 * and the failure is thrown. A failing stop does not keep the others from stopping; the first failure is thrown at the end.
 */
export function createScope(log: Logger) {
  const running: Array<{ name: string; stop(): Promise<void> }> = [];
  let stopping: Promise<void> | null = null;

  async function stopAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let part = running.pop(); part !== undefined; part = running.pop()) {
      try {
        await part.stop();
        log.debug({ part: part.name }, 'part stopped');
      } catch (error) {
        failures.push(error);
        log.error({ part: part.name, err: error }, 'part failed to stop');
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  return {
    async start<T>(component: Component<T>): Promise<T> {
      try {
        const { value, stop } = await component.start();
        running.push({ name: component.name, stop });
        return value;
      } catch (error) {
        await this.stop();
        throw error;
      }
    },
    /** Registers something already running. */
    defer(name: string, stop: () => Promise<void>): void {
      running.push({ name, stop });
    },
    stop(): Promise<void> {
      stopping ??= stopAll();
      return stopping;
    },
  };
}
export type Scope = ReturnType<typeof createScope>;
