import { type Violation } from '../harness/invariants/index.ts';
import type { ScenarioFile } from '../harness/scenario/load.ts';
import { type Plan } from './plan/plan.ts';
import type { DrainMode } from './world/drain.ts';
import type { TraceLine } from './world/trace.ts';
/** `nondeterministic`: run more than once, it was not the same. */
export type Verdict = 'passed' | 'violated' | 'stuck' | 'escaped' | 'crashed' | 'nondeterministic';
export interface RunOptions {
    drain?: DrainMode;
    /** Checks that who started a chain of work is who runs it (`world/owners.ts`). */
    checkOwners?: boolean | undefined;
    onTrace?: (line: TraceLine) => void;
    /** Structured logs of the services, one JSON line each, and when on the run's clock. */
    onLog?: (atMs: number, line: string) => void;
}
export interface FoundViolation extends Violation {
    /** The last relevant events, in sentences. */
    story: string[];
}
export interface RunResult {
    seed: number;
    verdict: Verdict;
    /** Why, for any verdict but `passed`; the stack of an escape or a crash. */
    reason: string;
    traceHash: string;
    historyHash: string;
    /** From the world's begin to its end. */
    virtualMs: number;
    /** When it ended, on the run's clock. */
    endMs: number;
    wallMs: number;
    events: number;
    /** What it came to, in the scenario's words. */
    counts: Record<string, number>;
    violations: FoundViolation[];
    /** How often each kind of fault was injected. */
    injected: Record<string, number>;
    /** How often processes of each service ended, by themselves or by a signal: `api with exit code 1`. */
    ended: Record<string, number>;
    /** Which of the scenario's states were reached. */
    reached: string[];
    /** What went over the virtual network: messages of callers, and bytes both ways. */
    traffic: {
        mongoMessages: number;
        mongoBytes: number;
        httpMessages: number;
        httpBytes: number;
    };
}
export type Simulate = (plan: Plan, options?: RunOptions) => Promise<RunResult>;
/** Loads a scenario's code, once, and gives what runs plans of it. */
export declare function simulator({ scenario, root, }: Pick<ScenarioFile, 'scenario' | 'root'>): Promise<Simulate>;
