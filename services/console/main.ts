import { assembleConsole } from '../assemble.ts';
import { runService } from '../run.ts';

await runService('console', async (shop) => {
  await shop.scope.start(await assembleConsole(shop));
  return null;
});
