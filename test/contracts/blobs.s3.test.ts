import { expect, it } from 'vitest';
import { describeBlobs } from '../../shared/blobs/blobs.contract.ts';
import { createS3Blobs } from '../../shared/blobs/s3.ts';
import { freePort } from '../support/free-port.ts';
import { sharedS3 } from '../support/shared-servers.ts';

describeBlobs('S3', async () => {
  const s3 = await sharedS3();
  const blobs = createS3Blobs(s3);
  const broken = createS3Blobs({ ...s3, secretAccessKey: 'wrong' });
  return {
    blobs,
    broken,
    stop: async () => {
      await blobs.close();
      await broken.close();
    },
  };
});

it('S3 turns a store where nobody listens, and a bucket that does not exist, into faults', async () => {
  const s3 = await sharedS3();
  const nobody = createS3Blobs({ ...s3, endpoint: `http://127.0.0.1:${await freePort()}` });
  const elsewhere = createS3Blobs({ ...s3, bucket: 'other-bucket' });
  try {
    for (const blobs of [nobody, elsewhere]) {
      const fault = { name: 'FaultError', code: 'BLOBS_UNAVAILABLE' };
      await expect(blobs.ping()).rejects.toMatchObject(fault);
      await expect(blobs.get('a', { maxBytes: 10 })).rejects.toMatchObject(fault);
      await expect(blobs.stat('a')).rejects.toMatchObject(fault);
      await expect(blobs.put('a', new Uint8Array(1))).rejects.toMatchObject(fault);
    }
  } finally {
    await Promise.all([nobody.close(), elsewhere.close()]);
  }
});
