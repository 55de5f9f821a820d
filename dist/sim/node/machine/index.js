/**
 * A host is a made-up machine. Whatever code in it can ask about the machine, the process or the place has one answer
 * per host, or is an escape that names itself.
 *
 * Map: `ask.ts` decides whose code asks; `facts.ts` is what all machines have in common, `life.ts` what each process has
 * to itself. Then one file for each that can be asked: the machine (`os.ts`, `v8.ts`, `navigator.ts`), the process
 * (`process.ts`, `env.ts`, `report.ts`, `standard-streams.ts`, `threads.ts`, `performance.ts`, `timeline.ts`), the place (`zone.ts`,
 * `locale.ts`), and clocks in odd places (`temporal.ts`, `dated.ts`). `loading.ts` is for what loads. `members.test.ts` holds that none was forgotten.
 */
import { installDated } from './dated.js';
import { installEnv } from './env.js';
import { installLocale } from './locale.js';
import { installNavigator } from './navigator.js';
import { installOs } from './os.js';
import { installPerformance } from './performance.js';
import { installProcess } from './process.js';
import { installStandardStreams } from './standard-streams.js';
import { installTemporal } from './temporal.js';
import { installThreads } from './threads.js';
import { installTimeline } from './timeline.js';
import { installV8 } from './v8.js';
import { assertZone } from './zone.js';
export function installMachine() {
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
