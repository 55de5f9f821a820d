/**
 * How a client insists: it asks again what got no answer, and follows what it was promised until that is done.
 * Simulated clients and the driver of load share it. `random` gives uniform numbers in [0, 1).
 */
/** Between one try and the next; doubled each time. */
const RETRY_MS = { first: 200, most: 3000 };
const FOLLOW_MS = { first: 400, most: 2000 };
export const isUndecided = (status) => status === 0 || status >= 500;
export const isSuccess = (status) => status >= 200 && status < 300;
/** Before the n-th try again, from 0 on. */
export const retryPauseMs = (n, random) => pauseMs(RETRY_MS, n, random);
/** Before the n-th look, from 0 on. */
export const followPauseMs = (n, random) => pauseMs(FOLLOW_MS, n, random);
const pauseMs = ({ first, most }, n, random) => Math.min(first * 2 ** n, most) * (0.5 + random());
/** What is followed has come to one of the values that it is followed to. */
export function isDone(until, body) {
    const value = body?.[until.field];
    return until.in.includes(String(value));
}
