/** All bugs, hunted side by side through all ranges, with swarm and without. */
import type { Bug } from '../../harness/scenario/bug.ts';
import { type Hunt } from './hunt.ts';
import { type Zoo } from './lanes.ts';
export interface SurveyOptions {
    ranges: number;
    /** Seeds in each range, at most. */
    limit: number;
    workers: number;
    /** Whether each bug is hunted a second time, with every seed drawn alike. */
    compare: boolean;
}
export interface Found {
    bug: Bug;
    hunts: Hunt[];
}
export interface SurveyEvents {
    onSeed?: () => void;
    onHunt?: (bug: Bug, hunt: Hunt) => void;
    onBug?: (found: Found) => void;
}
/** Resolves when all are hunted, or, after `signal` aborts, when those under way are. In the order of the zoo's bugs. */
export declare function survey(zoo: Zoo, { ranges, limit, workers, compare }: SurveyOptions, signal: AbortSignal, { onSeed, onHunt, onBug }?: SurveyEvents): Promise<Found[]>;
