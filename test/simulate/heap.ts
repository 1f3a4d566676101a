export interface Event {
  readonly atMs: number;
  readonly happen: () => void;
}

/** Earliest first; of the same moment in the order they were put in. */
export function createHeap() {
  const heap: Array<Event & { readonly order: number }> = [];
  let order = 0;
  const precedes = (one: number, other: number) => {
    const [a, b] = [heap[one], heap[other]];
    return (
      a !== undefined && b !== undefined && (a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order))
    );
  };
  const swap = (one: number, other: number) => {
    const [a, b] = [heap[one], heap[other]];
    if (a === undefined || b === undefined) return;
    heap[one] = b;
    heap[other] = a;
  };
  return {
    peek: (): Event | null => heap[0] ?? null,
    push(atMs: number, happen: () => void): void {
      heap.push({ atMs, happen, order });
      order += 1;
      for (let at = heap.length - 1; at > 0 && precedes(at, (at - 1) >> 1); at = (at - 1) >> 1)
        swap(at, (at - 1) >> 1);
    },
    pop(): void {
      swap(0, heap.length - 1);
      heap.pop();
      for (let at = 0; ; ) {
        const left = 2 * at + 1;
        const least = precedes(left + 1, left) ? left + 1 : left;
        if (!precedes(least, at)) return;
        swap(at, least);
        at = least;
      }
    },
  };
}
