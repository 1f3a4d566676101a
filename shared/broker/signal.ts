/** Wakes one waiting loop. Raised while nobody waits, it lets the next wait pass at once: no wake-up is missed. */
export interface Signal {
  raise(): void;
  wait(): Promise<void>;
}

export function createSignal(): Signal {
  let raised = false;
  let wake: (() => void) | null = null;
  return {
    raise: () => {
      raised = true;
      wake?.();
    },
    wait: async () => {
      if (!raised) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = null;
      }
      raised = false;
    },
  };
}
