import { assembleAlert } from '../assemble.ts';
import { runService } from '../run.ts';

await runService('alert', (shop) => shop.scope.start(assembleAlert(shop)));
