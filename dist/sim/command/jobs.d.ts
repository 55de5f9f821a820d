import { type SavedPlan } from '../plan/file.ts';
import type { Options } from './options.ts';
export interface Jobs {
    count: number;
    seed(index: number): number;
    /** The plan of job `index`, from 0: drawn when asked for, so that a million seeds cost no memory. */
    plan(index: number): SavedPlan;
}
export declare function jobsOf(options: Options): Jobs;
