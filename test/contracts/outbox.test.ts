import { describeOutbox } from '../../services/alert/outbox.contract.ts';
import { createEmbeddedBroker } from '../../shared/broker/embedded.ts';
import { createKafkaBroker } from '../../shared/broker/kafka.ts';
import { systemClock } from '../../shared/clock.ts';
import { createPglite } from '../../shared/db/pglite.ts';
import { createPostgres } from '../../shared/db/postgres.ts';
import { createLog } from '../../shared/log.ts';
import { startPostgres } from '../support/postgres.ts';
import { sharedKafka, uniqueName } from '../support/shared-servers.ts';

const log = createLog({ level: 'silent', service: 'test' });

describeOutbox('embedded', async () => {
  const db = await createPglite({ folder: null });
  await db.migrate();
  const broker = createEmbeddedBroker({ db, clock: systemClock });
  return {
    db,
    broker,
    stop: async () => {
      await broker.close();
      await db.close();
    },
  };
});

describeOutbox('Kafka and Postgres', async () => {
  const database = await startPostgres();
  const db = createPostgres({ url: database.url });
  const { brokers } = await sharedKafka();
  const broker = createKafkaBroker({
    brokers,
    clientId: uniqueName('outbox'),
    sessionTimeoutMs: 6_000,
    log,
  });
  return {
    db,
    broker,
    stop: async () => {
      await broker.close();
      await db.close();
      await database.stop();
    },
  };
});
