import { assembleAlert, sourcesFrom } from '../assemble.ts';
import { runService } from '../run.ts';

await runService('alert', async (shop) =>
  shop.scope.start(assembleAlert(shop, await sourcesFrom(shop.settings))),
);
