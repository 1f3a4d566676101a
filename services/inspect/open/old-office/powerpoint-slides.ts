/** [MS-PPT] 2.13.24 */
const TYPE = {
  slide: 0x03ee,
  notes: 0x03f0,
  notesAtom: 0x03f1,
  persist: 0x03f3,
  directory: 0x1772,
  slides: 0x0ff0,
  master: 0x03f8,
};
const CONTAINER = 0xf;

/**
 * At which byte of the stream which slide begins, in the order of the show; null where something begins that is no slide.
 * Notes stand on the page of their slide.
 */
export function slidePlaces(stream: Buffer): Map<number, number | null> {
  const offsets = new Map<number, number>();
  const listed: Array<{ persist: number; id: number }> = [];
  const starts = new Map<number, number | null>();
  const notes: Array<{ at: number; slide: number }> = [];
  let inSlides = false;
  let lastNotes = 0;
  for (let at = 0; at + 8 <= stream.length; ) {
    const head = stream.readUInt16LE(at);
    const type = stream.readUInt16LE(at + 2);
    const length = stream.readUInt32LE(at + 4);
    const body = stream.subarray(at + 8, at + 8 + length);
    if (type === TYPE.slides) inSlides = head >> 4 === 0;
    else if (type === TYPE.persist && inSlides && body.length >= 16)
      listed.push({ persist: body.readUInt32LE(0), id: body.readUInt32LE(12) });
    else if (type === TYPE.directory) for (const [id, offset] of directory(body)) offsets.set(id, offset);
    else if (type === TYPE.slide || type === TYPE.master) starts.set(at, null);
    else if (type === TYPE.notes) {
      starts.set(at, null);
      lastNotes = at;
    } else if (type === TYPE.notesAtom && body.length >= 4)
      notes.push({ at: lastNotes, slide: body.readUInt32LE(0) });
    at += (head & 0xf) === CONTAINER ? 8 : 8 + length;
  }
  const pages = new Map<number, number>();
  for (const [index, { persist, id }] of listed.entries()) {
    pages.set(id, index + 1);
    const offset = offsets.get(persist);
    if (offset !== undefined && starts.has(offset)) starts.set(offset, index + 1);
  }
  for (const { at, slide } of notes) starts.set(at, pages.get(slide) ?? null);
  return starts;
}

/** Runs of persist ids: the first one (20 bits) and how many (12 bits), then an offset for each. */
function* directory(body: Buffer): Iterable<readonly [id: number, offset: number]> {
  for (let at = 0; at + 4 <= body.length; ) {
    const run = body.readUInt32LE(at);
    at += 4;
    for (let index = 0; index < run >>> 20 && at + 4 <= body.length; index += 1, at += 4)
      yield [(run & 0xf_ffff) + index, body.readUInt32LE(at)];
  }
}
