import { useSyncExternalStore } from 'react';

/** One timer for every relative time on the page. */
const TICK_MS = 5_000;

function createTicker() {
  const listeners = new Set<() => void>();
  let nowMs = Date.now();
  let timer: number | undefined;
  return {
    read: () => nowMs,
    subscribe(listener: () => void) {
      if (listeners.size === 0) {
        nowMs = Date.now();
        timer = window.setInterval(() => {
          nowMs = Date.now();
          for (const tell of listeners) tell();
        }, TICK_MS);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) window.clearInterval(timer);
      };
    },
  };
}

const ticker = createTicker();
export const useNow = (): number => useSyncExternalStore(ticker.subscribe, ticker.read);
