import type { Bug } from './bug.ts';
import type { Scenario } from './scenario.ts';
/** The planted bug of that name. Throws a line for a person when there is none. */
export declare function bugNamed({ bugs, name: scenario }: Scenario, name: string): Bug;
