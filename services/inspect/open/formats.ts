import { archive } from './archives/archive.ts';
import { compressed } from './archives/compressed.ts';
import { zip } from './archives/zip.ts';
import { mail } from './mail/mail.ts';
import { mailbox } from './mail/mailbox.ts';
import { sealed } from './mail/sealed.ts';
import { tnef } from './mail/tnef.ts';
import { flatOffice } from './office/flat-office.ts';
import { odf } from './office/odf.ts';
import { ofd } from './office/ofd.ts';
import { ooxml } from './office/ooxml.ts';
import { compound } from './old-office/compound.ts';
import { oneNote } from './old-office/one-note.ts';
import { rtf } from './old-office/rtf.ts';
import type { Opener } from './opened.ts';
import { pdf } from './pdf/pdf.ts';
import { metafile } from './pictures/metafile.ts';
import { picture } from './pictures/picture.ts';
import { svg } from './pictures/svg.ts';
import { markup } from './text/markup.ts';
import { plainText } from './text/plain-text.ts';

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
