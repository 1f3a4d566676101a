import { join } from 'node:path';
import { createPglite } from '../../shared/db/pglite.ts';
import { startEmbeddedProduct } from '../support/product.ts';
import { searchFiles } from '../support/search-bytes.ts';
import { searchDatabase } from '../support/search-database.ts';
import { flowSuite } from './flow.suite.ts';

flowSuite('embedded', async () => {
  const product = await startEmbeddedProduct();
  return {
    product,
    async searchEverywhere(words) {
      const db = await createPglite({ folder: join(product.folder, 'data', 'db') });
      try {
        const logs = [...product.logFiles, join(product.folder, 'data', 'spillway.log')];
        return [...(await searchFiles(logs, words)), ...(await searchDatabase(db.sql, words))];
      } finally {
        await db.close();
      }
    },
    end: () => product.stop(),
  };
});
