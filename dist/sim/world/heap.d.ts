/** The one heap of events: by virtual time, then a seeded tie-break across hosts, then first in, first out. */
import type { Context } from './context.ts';
import type { Host } from './host.ts';
export interface SimEvent {
    timeUs: number;
    /** Equal for all events of one host at one time, so that within a host order is first in, first out. */
    tie: number;
    seq: number;
    /** The host whose code runs, or null for the world's own events (network, faults, phases). */
    host: Host | null;
    /** The process that scheduled it: when the host has restarted since, the event is dropped. */
    incarnation: number;
    kind: string;
    detail: string;
    /** What its code's `AsyncLocalStorage`s hold, if its own host scheduled it. */
    context: Context | null;
    /** Null once it ran or was cancelled. */
    run: (() => void) | null;
    /** Called instead when the process it was for has died meanwhile. */
    lost?: () => void;
}
export declare class EventHeap {
    #private;
    push(event: SimEvent): void;
    /** Cancelled events stay until they surface or until they are the greater part of the heap. */
    cancel(event: SimEvent): void;
    /** The next event that was not cancelled, or undefined when nothing is left. */
    pop(): SimEvent | undefined;
    clear(): void;
}
