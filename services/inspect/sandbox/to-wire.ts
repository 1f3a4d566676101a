import type { Looked } from '../judge/looked.ts';
import type { Match } from '../report.ts';
import type { WireLooked } from './protocol.ts';

const MAX_FINDINGS = 200;
const MAX_NOTES = 200;
const MAX_CROPS = 3;
const MAX_CROP_BYTES = 1024 * 1024;

/** Cuts what was seen to the protocol's caps: the gravest findings first, so that a cap never drops the worst one. */
export function toWire(looked: Looked): { looked: WireLooked; body: Uint8Array } {
  const crops = looked.crops.filter((crop) => crop.png.length <= MAX_CROP_BYTES).slice(0, MAX_CROPS);
  return {
    looked: {
      mediaType: looked.mediaType?.slice(0, 255) ?? null,
      findings: gravestFirst(looked.findings).slice(0, MAX_FINDINGS).map(clip),
      doubtful: gravestFirst(looked.doubtful).slice(0, MAX_FINDINGS).map(clip),
      uninspected: looked.uninspected
        .slice(0, MAX_NOTES)
        .map((note) => ({ ...note, part: note.part.slice(0, 200) })),
      ...(looked.notes === undefined ? {} : { notes: [...looked.notes.slice(0, MAX_NOTES)] }),
      crops: crops.map(({ page, png }) => ({ page, bytes: png.length })),
      ...(looked.features === undefined ? {} : { features: Buffer.from(looked.features).toString('base64') }),
      ...(looked.stages === undefined ? {} : { stages: looked.stages }),
    },
    body: Buffer.concat(crops.map((crop) => crop.png)),
  };
}

function gravestFirst(matches: readonly Match[]): Match[] {
  return [...matches].sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0) || b.confidence - a.confidence);
}

function clip(match: Match): WireLooked['findings'][number] {
  return {
    ...match,
    text: match.text.slice(0, 500),
    masked: match.masked.slice(0, 300),
    rule: match.rule.slice(0, 200),
    level: match.level?.slice(0, 200) ?? null,
    where: { ...match.where, part: match.where.part.slice(0, 200) },
    context: match.context.slice(0, 50),
    details: JSON.parse(JSON.stringify(match.details)) as WireLooked['findings'][number]['details'],
  };
}
