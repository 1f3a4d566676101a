import { archive } from './archive.ts';
import { compound } from './compound.ts';
import { compressed } from './compressed.ts';
import { flatOffice } from './flat-office.ts';
import { mail } from './mail.ts';
import { mailbox } from './mailbox.ts';
import { markup } from './markup.ts';
import { metafile } from './metafile.ts';
import { odf } from './odf.ts';
import { ofd } from './ofd.ts';
import { oneNote } from './one-note.ts';
import { ooxml } from './ooxml.ts';
import type { Opener } from './opened.ts';
import { pdf } from './pdf.ts';
import { picture } from './picture.ts';
import { plainText } from './plain-text.ts';
import { rtf } from './rtf.ts';
import { sealed } from './sealed.ts';
import { svg } from './svg.ts';
import { tnef } from './tnef.ts';
import { zip } from './zip.ts';

/** Every format there is, one file each. A media type belongs to exactly one. */
export const formats: readonly Opener[] = [
  picture,
  svg,
  metafile,
  pdf,
  plainText,
  markup,
  ooxml,
  odf,
  flatOffice,
  ofd,
  compound,
  rtf,
  mail,
  mailbox,
  tnef,
  oneNote,
  sealed,
  zip,
  archive,
  compressed,
];

const byMediaType = new Map(formats.flatMap((opener) => opener.mediaTypes.map((type) => [type, opener])));

export function openerFor(mediaType: string): Opener | null {
  return byMediaType.get(mediaType) ?? null;
}
