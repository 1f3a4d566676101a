import { z } from 'zod';
import { identifierSchema, timeSchema } from '../../../shared/messages/parts.ts';
import { type Refused, refused } from '../refusal.ts';

/** The `posting` part of the form: where the file was posted, and by whom (the platform's own id; it becomes a pseudonym here). */
export const postingFormSchema = z.strictObject({
  channel: z.strictObject({
    id: identifierSchema,
    name: z.string().min(1).max(200).optional(),
    kind: z.enum(['group', 'direct']).default('group'),
  }),
  message: z.strictObject({ id: identifierSchema }),
  attachment: z.strictObject({ id: identifierSchema }),
  senderId: z.string().min(1).max(256).optional(),
  postedAt: timeSchema,
});
export type PostingForm = z.infer<typeof postingFormSchema>;

export interface UploadForm {
  readonly posting: PostingForm;
  readonly file: {
    readonly bytes: Uint8Array;
    readonly name: string | undefined;
    readonly declaredType: string | undefined;
  };
}

/** multipart/form-data with a field `posting` (JSON) and a file `file`. Anything else in the form is refused: message bodies are not taken. */
export async function readForm(
  contentType: string | undefined,
  body: Uint8Array<ArrayBuffer>,
): Promise<UploadForm | Refused> {
  if (contentType?.startsWith('multipart/form-data') !== true) {
    return refused(
      415,
      'TYPE_UNSUPPORTED',
      'content-type',
      'multipart/form-data',
      contentType ?? 'no header',
    );
  }
  let form: FormData;
  try {
    form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
  } catch {
    return refused(400, 'FORM_INVALID', 'body', 'multipart/form-data', 'a body that does not parse as such');
  }
  const extra = [...form.keys()].find((name) => name !== 'posting' && name !== 'file');
  if (extra !== undefined)
    return refused(400, 'FORM_INVALID', extra.slice(0, 60), 'only the fields posting and file', 'this field');
  const file = form.get('file');
  if (!(file instanceof Blob))
    return refused(400, 'FORM_INVALID', 'file', 'a file', file === null ? 'no field' : 'a text field');
  const posting = parsePosting(form.get('posting'));
  if ('status' in posting) return posting;
  return {
    posting,
    file: {
      bytes: new Uint8Array(await file.arrayBuffer()),
      name:
        'name' in file && typeof file.name === 'string' && file.name !== ''
          ? file.name.slice(0, 1024)
          : undefined,
      declaredType: file.type === '' ? undefined : file.type.slice(0, 255),
    },
  };
}

function parsePosting(value: FormDataEntryValue | null): PostingForm | Refused {
  if (typeof value !== 'string')
    return refused(
      400,
      'FORM_INVALID',
      'posting',
      'a JSON text field',
      value === null ? 'no field' : 'a file',
    );
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    return refused(400, 'POSTING_INVALID', 'posting', 'JSON', 'text that does not parse as such');
  }
  const parsed = postingFormSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = ['posting', ...(issue?.path ?? [])].join('.');
  return refused(400, 'POSTING_INVALID', field, issue?.message ?? 'the documented shape', 'another value');
}
