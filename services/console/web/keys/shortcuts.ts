import { useEffect, useRef, useSyncExternalStore } from 'react';

export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Single keys can get in the way of speech input and of screen readers (WCAG 2.1.4), so they can be turned off. */
const STORED = 'spillway-shortcuts';

function createSetting() {
  const listeners = new Set<() => void>();
  return {
    read: () => localStorage.getItem(STORED) !== 'off',
    write(on: boolean) {
      localStorage.setItem(STORED, on ? 'on' : 'off');
      for (const tell of listeners) tell();
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
const setting = createSetting();

export const useShortcutsOn = (): boolean => useSyncExternalStore(setting.subscribe, setting.read);
export const turnShortcuts = setting.write;

/** Keys of the page: silent while somebody writes, with a modifier held, or behind an open dialog. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  const on = useShortcutsOn();
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isWriting(event.target) || document.querySelector('[role="dialog"]') !== null) return;
      const act = new Map(Object.entries(current.current)).get(event.key);
      if (act === undefined) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [on]);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      (target.matches('input, textarea, select') && !target.matches('[type="checkbox"]')))
  );
}
