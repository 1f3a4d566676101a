import { assembleInspect, sourcesFrom } from '../assemble.ts';
import { runService } from '../run.ts';

await runService('inspect', async (shop) =>
  shop.scope.start(await assembleInspect(shop, await sourcesFrom(shop.settings))),
);
