import { describeFleetReports } from '../../services/inspect/fleet-reports.contract.ts';
import { createPglite } from '../../shared/db/pglite.ts';
import { createPostgres } from '../../shared/db/postgres.ts';
import { startPostgres } from '../support/postgres.ts';

describeFleetReports('PGlite', async () => {
  const db = await createPglite({ folder: null });
  return { db, stop: () => db.close() };
});

describeFleetReports('Postgres', async () => {
  const database = await startPostgres();
  const db = createPostgres({ url: database.url });
  return {
    db,
    stop: async () => {
      await db.close();
      await database.stop();
    },
  };
});
