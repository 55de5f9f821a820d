import { outside } from './runtime.js';
const realSetImmediate = setImmediate;
/** The simulator's own, whoever runs. */
const next = (turn) => {
    outside(() => realSetImmediate(turn));
};
const tickCallback = process._tickCallback;
/** Events between two turns of the real loop in `tick` mode, so that signals and messages still arrive. */
const EVENTS_PER_TURN = 2_000;
export const drainers = {
    immediate: (step) => new Promise((resolve) => {
        const turn = () => {
            if (step())
                next(turn);
            else
                resolve();
        };
        realSetImmediate(turn);
    }),
    tick: (step, needsTurn) => new Promise((resolve) => {
        const turn = () => {
            for (let i = 0; i < EVENTS_PER_TURN && (i === 0 || !needsTurn()); i++) {
                if (!step())
                    return resolve();
                try {
                    tickCallback();
                }
                catch (error) {
                    // Only Node can clean up after a callback that threw: it gets the error, as it would have without us.
                    next(turn);
                    throw error;
                }
            }
            next(turn);
        };
        realSetImmediate(turn);
    }),
};
/** One turn of Node's own event loop. */
export function turn() {
    return new Promise((resolve) => realSetImmediate(resolve));
}
