import { runMain, serviceCommand } from '../common/main.ts';
import { startInventory } from './index.ts';

await runMain(serviceCommand('inventory'), startInventory);
