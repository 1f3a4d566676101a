import type { ChildHandle } from './child-handle.ts';
import { residentBytes } from './resident-memory.ts';

/** Tells children that hold on to what a file took: the next file would be stopped for it. */
export interface KeptMemory {
  /** Of a child that has loaded and opened nothing yet. */
  noteRest(child: ChildHandle): Promise<void>;
  /** Whether more than half of what a file may take is taken before it begins. */
  keepsTooMuch(child: ChildHandle): Promise<boolean>;
}

export function createKeptMemory(memoryBytes: number): KeptMemory {
  const rests = new WeakMap<ChildHandle, number>();
  return {
    async noteRest(child) {
      rests.set(child, (await residentBytes(child.pid)) ?? 0);
    },
    async keepsTooMuch(child) {
      const rest = rests.get(child) ?? 0;
      const held = await residentBytes(child.pid);
      return held !== null && held - rest > (memoryBytes - rest) / 2;
    },
  };
}
