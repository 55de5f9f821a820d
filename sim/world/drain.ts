/**
 * Two ways of running microtasks and nextTicks dry between events. They must give the same history: a seed run
 * both ways is the best detector of hidden nondeterminism.
 *
 * - `immediate` gives each event a turn of Node's own event loop: a real setImmediate follows it.
 * - `tick` runs many events in one turn and empties the queues by `process._tickCallback`, which Node calls
 *   itself after each callback from C++. It saves the turn of the loop, and knows when no host's code is left to run.
 */
export type DrainMode = 'immediate' | 'tick';

/** Runs one event; false when there is none to run. */
type Step = () => boolean;
/** Whether what the last event did goes on in Node's own loop, and must run dry before the next. */
type NeedsTurn = () => boolean;
type Drainer = (step: Step, needsTurn: NeedsTurn) => Promise<void>;

import { outside, runtime } from './runtime.ts';

const realSetImmediate = setImmediate;
/** The simulator's own, whoever runs. */
const next = (turn: () => void): void => {
  outside(() => realSetImmediate(turn));
};
const tickCallback = (process as unknown as { _tickCallback: () => void })._tickCallback;

/** Events between two turns of the real loop in `tick` mode, so that signals and messages still arrive. */
const EVENTS_PER_TURN = 2_000;

export const drainers: Record<DrainMode, Drainer> = {
  immediate: (step) =>
    new Promise((resolve) => {
      const turn = () => {
        if (step()) next(turn);
        else resolve();
      };
      realSetImmediate(turn);
    }),

  tick: (step, needsTurn) =>
    new Promise((resolve) => {
      const turn = () => {
        for (let i = 0; i < EVENTS_PER_TURN && (i === 0 || !needsTurn()); i++) {
          if (!step()) return resolve();
          try {
            tickCallback();
          } catch (error) {
            // Only Node can clean up after a callback that threw: it gets the error, as it would have without us.
            next(turn);
            throw error;
          }
        }
        // All that the last event set off has run dry, so what the real loop runs now is nobody's.
        if (!needsTurn()) Object.assign(runtime, { host: null, ghost: false });
        next(turn);
      };
      realSetImmediate(turn);
    }),
};

/** One turn of Node's own event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => realSetImmediate(resolve));
}
