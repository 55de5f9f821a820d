/**
 * A host is a made-up machine. Whatever code in it can ask about the machine, the process or the place has one answer
 * per host, or is an escape that names itself.
 *
 * Map: `ask.ts` decides whose code asks; `facts.ts` is what all machines have in common, `life.ts` what each process has
 * to itself. Then one file for each that can be asked: the machine (`os.ts`, `v8.ts`, `navigator.ts`), the process
 * (`process.ts`, `env.ts`, `report.ts`, `standard-streams.ts`, `threads.ts`, `performance.ts`, `timeline.ts`), the place (`zone.ts`,
 * `locale.ts`), and clocks in odd places (`temporal.ts`, `dated.ts`). `loading.ts` is for what loads. `members.test.ts` holds that none was forgotten.
 */
import { installDated } from './dated.ts';
import { installEnv } from './env.ts';
import { installLocale } from './locale.ts';
import { installNavigator } from './navigator.ts';
import { installOs } from './os.ts';
import { installPerformance } from './performance.ts';
import { installProcess } from './process.ts';
import { installStandardStreams } from './standard-streams.ts';
import { installTemporal } from './temporal.ts';
import { installThreads } from './threads.ts';
import { installTimeline } from './timeline.ts';
import { installV8 } from './v8.ts';
import { assertZone } from './zone.ts';

export function installMachine(): void {
  assertZone();
  installLocale();
  installOs();
  installV8();
  installNavigator();
  installProcess();
  installEnv();
  installStandardStreams();
  installPerformance();
  installTimeline();
  installThreads();
  installTemporal();
  installDated();
}
