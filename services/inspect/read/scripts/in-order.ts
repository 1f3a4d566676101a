import type { ReadText } from '../reader.ts';
import { weightOf } from '../weigh-read.ts';
import type { ScriptReader } from './script-reader.ts';

/** A read this sure needs no other. */
const SURE = 0.85;

/** A reader of a script, and another for what the first is not sure of; the read with most behind it. */
export function inOrder(first: ScriptReader, then: ScriptReader | null): ScriptReader {
  if (then === null) return first;
  return {
    script: first.script,
    data: `${first.data} ${then.data}`,
    ...(first.quick === undefined ? {} : { quick: first.quick }),
    async readLine(raster, line): Promise<ReadText> {
      const read = await first.readLine(raster, line);
      if (read.confidence >= SURE) return read;
      const other = await then.readLine(raster, line);
      return weightOf(other) > weightOf(read) ? other : read;
    },
    close: async () => {
      await first.close();
      await then.close();
    },
  };
}
