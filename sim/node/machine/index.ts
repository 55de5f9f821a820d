/**
 * A host is a made-up machine. Whatever code in it can ask about the machine, the process or the place has one answer
 * per host, or is an escape that names itself.
 *
 * Map: `ask.ts` decides whose code asks; `facts.ts` is what all machines have in common, `life.ts` what each process has
 * to itself; one file for each that can be asked: `os.ts`, `process.ts`, `env.ts`, `report.ts`.
 */
import { installEnv } from './env.ts';
import { installOs } from './os.ts';
import { installProcess } from './process.ts';

export function installMachine(): void {
  installOs();
  installProcess();
  installEnv();
}
