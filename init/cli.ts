import { runCommand } from '../harness/run-command.ts';
import { EXIT, initCommand } from './index.ts';

await runCommand(initCommand(), EXIT.usage);
