import type { RunResult } from '../run.ts';
/** One history to run: what `npm run sim -- --seed` would. */
export interface Job {
    seed: number;
    swarm: boolean;
}
/** What there is to know of it, for a hunter. */
export type Told = Pick<RunResult, 'seed' | 'verdict' | 'reason' | 'wallMs'> & {
    /** Names of the invariants that it broke. */
    broken: string[];
};
