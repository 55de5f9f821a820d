import type { Answer, Change, LogLine } from '../../harness/invariants/index.ts';
import type { Scenario, Shared } from '../../harness/scenario/scenario.ts';
import type { Signal } from '../../harness/sometimes/index.ts';
import type { Network } from '../network/network.ts';
import { type Program } from '../node/process/index.ts';
import type { Plan } from '../plan/plan.ts';
import type { Exit, Host } from '../world/host.ts';
import type { World } from '../world/world.ts';
import { Members } from './databases.ts';
import { type SystemHosts } from './hosts.ts';
import { Settings } from './settings.ts';
/** A scenario with its code in memory: of each service either a start function or a program. */
export interface Loaded {
    scenario: Scenario;
    /** Where programs are run from. */
    root: string;
    shared: Shared | undefined;
    programs: ReadonlyMap<string, Program>;
}
export interface SystemHooks {
    onChange(change: Change): void;
    onAnswer(answer: Answer): void;
    /** What happens below the services. */
    onSignal(signal: Signal): void;
    /** A process of a service ended, by itself or by a signal, so long after it was asked to. */
    onExit(process: string, service: string, exit: Exit, afterAskedMs: number | null): void;
    /** Absent: the services log nothing, which spares writing what nobody reads. */
    onLog?: ((log: LogLine) => void) | undefined;
}
export declare class System {
    #private;
    readonly hosts: SystemHosts;
    readonly members: Members;
    readonly settings: Settings;
    readonly scenario: Scenario;
    /** Where services listen. */
    readonly ports: ReadonlySet<number>;
    constructor(loaded: Loaded, plan: Plan, world: World, network: Network, hooks: SystemHooks);
    /** Starts everything but the clients: the database, then what it holds, then the services. */
    start(): void;
    isWarm(): boolean;
    whatIsCold(): string;
    /** Lets the clients in. */
    open(): void;
    isQuiet(): boolean;
    whatIsOpen(): string;
    /** The service that a host runs on a port. */
    serviceOn({ name }: Host, port: number): string | undefined;
}
