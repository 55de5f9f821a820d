/** What one process of a host has to itself, and loses when it dies: its environment, title and the like. */
import type { PerformanceEntry } from 'node:perf_hooks';
import type { Host } from '../../world/host.ts';
import type { Observers } from './observers.ts';
export declare class Life {
    /** Null while code loads that is not yet of any host. */
    readonly host: Host | null;
    readonly name: string;
    readonly pid: number;
    readonly env: Record<string, string>;
    argv: string[];
    execArgv: string[];
    title: string;
    umask: number;
    priority: number;
    debugPort: number;
    /** Marks and measures of `performance`. */
    timeline: PerformanceEntry[];
    readonly observers: Observers;
    constructor(host: Host | null);
    /** Since the world began, which is when its machines were switched on. */
    get machineUs(): number;
    get processUs(): number;
}
export declare const nobody: Life;
export declare function lifeOf(host: Host): Life;
