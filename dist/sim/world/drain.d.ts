/**
 * Two ways of running microtasks and nextTicks dry between events. They must give the same history: a seed run
 * both ways is the best detector of hidden nondeterminism.
 *
 * - `immediate` gives each event a turn of Node's own event loop: a real setImmediate follows it.
 * - `tick` runs many events in one turn and empties the queues by `process._tickCallback`, which Node calls
 *   itself after each callback from C++. It saves the turn of the loop.
 */
export type DrainMode = 'immediate' | 'tick';
/** Runs one event; false when there is none to run. */
type Step = () => boolean;
/** Whether what the last event did goes on in Node's own loop, and must run dry before the next. */
type NeedsTurn = () => boolean;
type Drainer = (step: Step, needsTurn: NeedsTurn) => Promise<void>;
export declare const drainers: Record<DrainMode, Drainer>;
/** One turn of Node's own event loop. */
export declare function turn(): Promise<void>;
export {};
