import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { messageOf } from '../errors.ts';
import { assertBlobKey, type Blobs, blobNotFound, blobsUnavailable, blobTooLarge } from './blobs.ts';

export interface S3BlobsOptions {
  /** Only for stores other than AWS, e.g. "https://minio.example.org". */
  readonly endpoint?: string;
  readonly region: string;
  readonly bucket: string;
  /** Both or none; without them the SDK's own chain looks (instance role, shared files). */
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  /** true puts the bucket into the path instead of the host name; most stores other than AWS need it. */
  readonly forcePathStyle?: boolean;
}

const CONNECT_TIMEOUT_MS = 5_000;
const SILENCE_TIMEOUT_MS = 30_000;

/** Blobs in an S3 bucket that exists already. One request a blob: S3 makes it appear whole or not at all. */
export function createS3Blobs({ bucket, accessKeyId, secretAccessKey, ...rest }: S3BlobsOptions): Blobs {
  const client = new S3Client({
    ...rest,
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey } }),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SILENCE_TIMEOUT_MS },
    // The SDK's default streams a checksum behind the body, which several stores refuse and one stores as content.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const ping = () => asFault(() => client.send(new HeadBucketCommand({ Bucket: bucket })));

  return {
    put: async (key, bytes) => {
      assertBlobKey(key);
      await asFault(() =>
        client.send(
          new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentLength: bytes.byteLength }),
        ),
      );
    },
    get: async (key, { maxBytes }) => {
      assertBlobKey(key);
      const answer = await asFault(() =>
        client.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch(nullIfMissing),
      );
      if (answer === null) throw blobNotFound(key);
      const { Body: body, ContentLength: sizeBytes } = answer;
      if (body === undefined || sizeBytes === undefined) {
        throw blobsUnavailable(null, 'an answer without body or length');
      }
      if (sizeBytes > maxBytes) {
        // Closes the connection instead of reading the rest.
        if ('destroy' in body && typeof body.destroy === 'function') body.destroy();
        throw blobTooLarge(sizeBytes, maxBytes);
      }
      return asFault(() => body.transformToByteArray());
    },
    stat: async (key) => {
      assertBlobKey(key);
      const answer = await asFault(() =>
        client.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).catch(nullIfMissing),
      );
      if (answer !== null) return { sizeBytes: answer.ContentLength ?? 0 };
      // An answer to HEAD has no body, so "no such bucket" looks the same as "no such key".
      await ping();
      return null;
    },
    delete: async (key) => {
      assertBlobKey(key);
      await asFault(() => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })));
    },
    ping: async () => {
      await ping();
    },
    close: async () => client.destroy(),
  };
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown error';
  return 'code' in error ? String(error.code) : error.name;
}

function nullIfMissing(error: unknown): null {
  const name = nameOf(error);
  if (name === 'NoSuchKey' || name === 'NotFound') return null;
  throw error;
}

async function asFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw blobsUnavailable(lean(error), nameOf(error));
  }
}

/** The SDK hangs the whole HTTP exchange on its errors, the signed headers too; none of that may reach a log. */
function lean(error: unknown): Error {
  const copy = new Error(messageOf(error));
  if (error instanceof Error && error.stack !== undefined) copy.stack = error.stack;
  return copy;
}
