/**
 * A host: one machine of the simulated world, running at most one process.
 *
 * It owns a clock, random streams and every event its code schedules. A crash bumps its incarnation, and all
 * that the dead process had scheduled is dropped when it surfaces; a pause sets events aside until it ends.
 */
import type { SimEvent } from './heap.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';
export type HostState = 'down' | 'up' | 'paused';
/** How far a host's wall clock is from virtual time: `offsetMs` at the start, gaining `driftPpm` µs per second. */
export interface ClockError {
    offsetMs: number;
    driftPpm: number;
}
export type ErrorOrigin = 'uncaughtException' | 'unhandledRejection';
/** How a process ended: an exit code, or the signal it died of; and the error, if nothing caught it. */
export interface Exit {
    code: number | null;
    signal: NodeJS.Signals | null;
    error?: unknown;
}
/** A program of its own on a host (`../node/process/`): what would end the run ends only this. */
export interface HostProcess {
    signal(name: NodeJS.Signals): void;
    uncaught(error: unknown, origin: ErrorOrigin): void;
    unhandledRejection(reason: unknown, promise: Promise<unknown>): void;
    /** Puts the places in a stack right that a compiler has moved. */
    mapStack(text: string): string;
}
export declare class Host {
    #private;
    readonly world: World;
    readonly name: string;
    /** Small number that differs between hosts: process id, tie-break, address. */
    readonly index: number;
    readonly random: Random;
    /** Randomness of keys, ids and the like, apart from Math.random so that neither moves the other. */
    readonly entropy: Random;
    state: HostState;
    /** Which life this is. Events carry the life they belong to. */
    incarnation: number;
    /** Virtual time at which the present process started. */
    startedUs: number;
    /** What its wall clock said, when that process started, of the moment at which its monotonic one was at zero. */
    originMs: number;
    /** Called when the process dies, with whether its peers are told: listeners and sockets are taken down. */
    readonly onDeath: Set<(peersSeeReset: boolean) => void>;
    /** Called when what runs here has come up, as its supervisor sees it. */
    readonly onUp: Set<() => void>;
    /** Called when a process ended by itself or by a signal, after its death. */
    readonly onExit: Set<(exit: Exit) => void>;
    /** Called when a process starts, before its first line. */
    readonly onBirth: Set<() => void>;
    /** The program that runs here, if it is one; null for code of the simulator's own. */
    process: HostProcess | null;
    /** What SIGTERM makes of code of the simulator's own; null: it dies of it. */
    terminate: (() => void) | null;
    /** How the last process ended, if it ended by itself or by a signal; null after a crash. */
    lastExit: Exit | null;
    /** While down: the whole machine is gone, so that nothing answers for it, not even with a reset. */
    silent: boolean;
    constructor(world: World, name: string, index: number);
    /** Wall clock of this host in milliseconds since 1970, as a fraction. */
    wallMs(): number;
    /** Monotonic clock of this host in milliseconds: it drifts, and is never set back. */
    monotonicMs(): number;
    /** Virtual µs until this host's own clock has advanced by `ms`. */
    toVirtualUs(ms: number): number;
    /** Sets the wall clock wrong (or right, with zeros) from now on; timers already set keep their time. */
    setClock(clock: ClockError): void;
    /** Starts the process: `main` runs as this host's code, now. */
    start(main: () => void): void;
    /** The process dies at once. Peers see their connections reset, or (a machine gone) silence. */
    crash(peersSeeReset: boolean): void;
    /** The process ends: by itself, or by a signal that it did not handle. Its peers are told. */
    exit(exit: Exit): void;
    /** Sends a signal to the process: its handler runs as an event of its own. Code that handles none dies. */
    signal(name: NodeJS.Signals): void;
    /**
     * Milliseconds that the process, or the last one while there is none, has had since it was asked to end (SIGTERM):
     * those in which it stood still are none. Null when nobody asked.
     */
    get afterAskedMs(): number | null;
    /** Like SIGSTOP: nothing of the process runs; the kernel still answers for its sockets. */
    pause(): void;
    /** Like SIGCONT: what fell due meanwhile runs now, in the order in which it fell due. */
    resume(): void;
    defer(event: SimEvent): void;
}
