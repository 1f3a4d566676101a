import { describeBroker } from '../../shared/broker/broker.contract.ts';
import type { Broker } from '../../shared/broker/broker.ts';
import { createEmbeddedBroker } from '../../shared/broker/embedded.ts';
import { systemClock } from '../../shared/clock.ts';
import { createPglite } from '../../shared/db/pglite.ts';

describeBroker('embedded', async () => {
  const db = await createPglite({ folder: null });
  await db.migrate();
  const closed = await createPglite({ folder: null });
  await closed.close();

  let broker: Broker = createEmbeddedBroker({ db, clock: systemClock });
  return {
    broker,
    unreachable: createEmbeddedBroker({ db: closed, clock: systemClock }),
    restart: async () => {
      await broker.close();
      broker = createEmbeddedBroker({ db, clock: systemClock });
      return broker;
    },
    stop: async () => {
      await broker.close();
      await db.close();
    },
  };
});
