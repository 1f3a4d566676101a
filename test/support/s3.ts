import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { startChild } from './children.ts';
import { freePort } from './free-port.ts';
import { jarsOf } from './jars.ts';
import { waitFor } from './wait-for.ts';

export interface TestS3 {
  readonly endpoint: string;
  readonly region: string;
  /** Made already. */
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly forcePathStyle: true;
  stop(): Promise<void>;
}

/** A real S3 API that checks signatures: S3Proxy over a temporary folder, on a free port. */
export async function startS3(): Promise<TestS3> {
  const jars = await jarsOf('s3-proxy');
  const folder = await mkdtemp(join(tmpdir(), 'spillway-s3-'));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const login = { accessKeyId: 'spillway-test', secretAccessKey: 'a-secret-for-tests-only' };
  await mkdir(join(folder, 'data'));
  await writeFile(
    join(folder, 's3proxy.properties'),
    [
      `s3proxy.endpoint=${endpoint}`,
      's3proxy.authorization=aws-v2-or-v4',
      `s3proxy.identity=${login.accessKeyId}`,
      `s3proxy.credential=${login.secretAccessKey}`,
      'jclouds.provider=filesystem-nio2',
      `jclouds.filesystem.basedir=${folder}/data`,
      'jclouds.identity=unused',
      'jclouds.credential=unused',
    ].join('\n'),
  );
  const logFile = join(folder, 'server.log');
  const child = startChild(
    'java',
    [
      '-Xmx256m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-cp',
      `${jars}/*`,
      'org.gaul.s3proxy.Main',
      '--properties',
      join(folder, 's3proxy.properties'),
    ],
    { logFile, folder },
  );
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: login,
    maxAttempts: 1,
  });
  const bucket = 'spillway';
  try {
    await waitFor('S3Proxy makes a bucket', () => makeBucket(client, bucket), {
      timeoutMs: 180_000,
      everyMs: 200,
    });
  } catch (error) {
    await child.stop('SIGKILL');
    throw new Error(`Expected S3Proxy to start, got:\n${(await readFile(logFile, 'utf8')).slice(-4000)}`, {
      cause: error,
    });
  } finally {
    client.destroy();
  }
  return {
    endpoint,
    region: 'us-east-1',
    bucket,
    ...login,
    forcePathStyle: true,
    stop: async () => {
      await child.stop('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makeBucket(client: S3Client, bucket: string): Promise<boolean> {
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    return true;
  } catch {
    return false;
  }
}
