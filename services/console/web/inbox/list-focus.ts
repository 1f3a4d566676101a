/** Moves keyboard focus over the links of the list; the links themselves are the state, so mouse and keys agree. */
function links(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('a[data-incident]')];
}

export function focusedIncident(): string | null {
  const row = document.activeElement?.closest('.row');
  return row?.querySelector<HTMLElement>('a[data-incident]')?.dataset.incident ?? null;
}

export function focusIncident(id: string): void {
  const link = links().find((candidate) => candidate.dataset.incident === id);
  link?.focus();
  link?.scrollIntoView({ block: 'nearest' });
}

/** Gives the id that now has focus; null when the list is empty. At either end focus stays. */
export function stepFocus(by: 1 | -1, openId: string | null): string | null {
  const all = links();
  const here = focusedIncident() ?? openId;
  const index = all.findIndex((link) => link.dataset.incident === here);
  const next = index === -1 ? all[0] : all[Math.min(all.length - 1, Math.max(0, index + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return next?.dataset.incident ?? null;
}
