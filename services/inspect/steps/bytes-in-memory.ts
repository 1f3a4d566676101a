/** Room for the bytes of files that are being inspected, so that many large ones at once do not fill the service's memory. */
export interface BytesInMemory {
  /** Waits until there is room, first come, first served; files that are small beside the room never wait. */
  during<T>(sizeBytes: number, work: () => Promise<T>): Promise<T>;
}

/** As much as this share of the room goes in without waiting: a small picture is not stuck behind large files. */
const SMALL_SHARE = 1 / 256;

/** @param roomBytes at least one file of the largest size fits at a time, however little room there is. */
export function createBytesInMemory(roomBytes: number): BytesInMemory {
  let taken = 0;
  const waiting: Array<{ readonly sizeBytes: number; readonly enter: () => void }> = [];

  const fits = (sizeBytes: number) => taken === 0 || taken + sizeBytes <= roomBytes;
  const admit = () => {
    for (let first = waiting[0]; first !== undefined && fits(first.sizeBytes); first = waiting[0]) {
      waiting.shift();
      taken += first.sizeBytes;
      first.enter();
    }
  };

  return {
    async during(sizeBytes, work) {
      if (sizeBytes <= roomBytes * SMALL_SHARE) return work();
      await new Promise<void>((enter) => {
        waiting.push({ sizeBytes, enter });
        admit();
      });
      try {
        return await work();
      } finally {
        taken -= sizeBytes;
        admit();
      }
    },
  };
}
