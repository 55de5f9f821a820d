/** A plan in a few lines: every drawn parameter is printed before the run starts. */
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { type Plan } from './plan.ts';
export declare function printPlan(plan: Plan, scenario: Scenario): string;
