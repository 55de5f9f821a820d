import { runCommand } from '../harness/run-command.ts';
import { doctorCommand, EXIT } from './index.ts';

await runCommand(doctorCommand(), EXIT.usage);
