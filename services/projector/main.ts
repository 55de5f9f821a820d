import { runMain, serviceCommand } from '../common/main.ts';
import { startProjector } from './index.ts';

await runMain(serviceCommand('projector'), startProjector);
