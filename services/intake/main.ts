import { assembleIntake, intakeKeysFrom, sourcesFrom } from '../assemble.ts';
import { runService } from '../run.ts';

await runService('intake', async (shop) => {
  const sources = await sourcesFrom(shop.settings);
  await shop.scope.start(await assembleIntake(shop, sources, await intakeKeysFrom(shop.settings, sources)));
  return null;
});
