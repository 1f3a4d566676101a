import { Sensitive } from '../../../shared/sensitive.ts';
import { judge } from '../judge/verdict.ts';
import type { Report } from '../report.ts';
import type { WireLooked } from './protocol.ts';

export interface FileFacts {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly elapsedMs: number;
}

/**
 * Judges what the child saw. It happens on this side, so that a child cannot call a file clean and at the same time
 * list parts it never opened. Text and pictures become `Sensitive` here, as they leave the child.
 */
export function toReport(looked: WireLooked, body: Uint8Array, file: FileFacts): Report {
  const judgement = judge(looked.findings, looked.uninspected);
  return {
    ...file,
    mediaType: looked.mediaType,
    ...judgement,
    findings: looked.findings.map((match) => ({ ...match, text: new Sensitive(match.text) })),
    doubtful: looked.doubtful.map((match) => ({ ...match, text: new Sensitive(match.text) })),
    uninspected: looked.uninspected,
    ...(looked.notes === undefined ? {} : { notes: looked.notes }),
    crops: cutCrops(looked, body),
    ...(looked.features === undefined
      ? {}
      : { features: new Sensitive<Uint8Array>(Buffer.from(looked.features, 'base64')) }),
    ...(looked.stages === undefined ? {} : { stages: looked.stages }),
  };
}

function cutCrops(looked: WireLooked, body: Uint8Array): Report['crops'] {
  let offset = 0;
  return looked.crops.map(({ page, bytes }) => {
    const png = Uint8Array.from(body.subarray(offset, offset + bytes));
    offset += bytes;
    return { page, png: new Sensitive(png) };
  });
}

export const NOTHING_LOOKED: WireLooked = {
  mediaType: null,
  findings: [],
  doubtful: [],
  uninspected: [],
  crops: [],
};
