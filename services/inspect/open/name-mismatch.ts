import type { Uninspected } from '../../../shared/messages/verdict.ts';

/** What the ending of a name promises, as far as people rely on it. Families, not single types: a picture is a picture. */
const PROMISES: ReadonlyArray<readonly [endings: string, type: RegExp]> = [
  ['jpg jpeg png gif webp bmp tif tiff heic heif avif svg ico emf wmf', /^image\//],
  ['pdf', /pdf/],
  [
    'docx docm dotx dotm xlsx xlsm xltx xltm xlsb pptx pptm potx ppsx ppsm',
    /officedocument|vnd\.ms-|x-cfb|flat\+xml/,
  ],
  ['doc dot xls xlt ppt pps wps et dps', /x-cfb|msword|rtf|html|xml|officedocument|vnd\.ms-/],
  ['odt ott ods ots odp otp odg', /opendocument/],
  ['rtf', /rtf/],
  ['txt csv md log json xml html htm ics vcf', /^text\/|json|xml|subrip/],
  ['eml mht mhtml', /rfc822|^text\//],
  ['msg', /x-cfb/],
  ['zip 7z rar tar gz tgz bz2 xz', /zip|7z|rar|x-tar|bzip2|x-xz/],
  ['mp3 wav m4a mp4 mov avi mkv webm', /^(audio|video)\//],
];

/** Whether a name promises something else than its content is. Unknown endings and unknown content promise nothing. */
export function isMisnamed(name: string | null, mediaType: string | null): boolean {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name ?? '')?.[1]?.toLowerCase();
  if (ending === undefined || mediaType === null) return false;
  const promise = PROMISES.find(([endings]) => endings.split(' ').includes(ending));
  return promise !== undefined && !promise[1].test(mediaType);
}

/** How the parts of split files are named, for those whose bytes do not say so ("plan.7z.002", "plan.z01", "plan.part2.rar"). */
export function isNamedAsPart(name: string | null): boolean {
  return /\.\w{1,5}\.\d{3}$|\.[zr]\d{2}$|\.part\d+\.rar$/i.test(name ?? '');
}

/** Why a file named as one part of several could not be read to its end. */
export function partOfSplit(note: Uninspected): Uninspected {
  return note.reason === 'damaged' || note.reason === 'unsupported-type'
    ? { ...note, reason: 'multi-part' }
    : note;
}
