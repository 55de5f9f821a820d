import type { SavedPlan } from './file.ts';
/** Returns the path of a file in `folder` (made if need be) that holds the plan. What is there is never overwritten. */
export declare function savePlan(saved: SavedPlan, folder: string): string;
