import { ContentError } from '../../../../shared/errors.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { signedContent } from './cms.ts';

/** Mail and files sealed by S/MIME, OpenPGP or age. What is only signed is opened; what is encrypted is said. */
export const sealed: Opener = {
  id: 'sealed',
  mediaTypes: [
    'application/pkcs7-mime',
    'application/x-openpgp-encrypted',
    'application/x-armoured',
    'application/pgp-encrypted',
  ],
  open: openSealed,
};

async function* openSealed({ bytes, type }: OpenInput): AsyncIterable<Opened> {
  const content = signedContent(type.mediaType === 'application/x-armoured' ? unarmoured(bytes) : bytes);
  if (content === null) throw new ContentError('CONTENT_ENCRYPTED', 'Expected content that is not encrypted');
  yield { kind: 'file', bytes: content, name: null, ordinal: 1 };
}

function unarmoured(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const body = /-----BEGIN (?:CMS|PKCS7)-----\s+([A-Za-z0-9+/=\s]+)-----END/.exec(text)?.[1] ?? '';
  return Buffer.from(body, 'base64');
}
