/**
 * Work that Node gives to other threads is done at once, by the one that asked, and its end is an event of that host:
 * no real thread decides when. What takes equally long ends in the order in which it was asked for.
 */
import { runtime } from '../../world/runtime.js';
/** Virtual microseconds that work takes which is little, such as a read of a file or a block to compress. */
export const SHORT_US = 50;
/** And what is meant to take long, such as the hash of a password, or a pair of keys. */
export const LONG_US = 30_000;
/** Runs `done` as an event of the host that runs now. Without a host nothing is simulated; a dead one ends nothing. */
export function later(kind, detail, us, done) {
    const { host } = runtime;
    if (!host || runtime.ghost)
        return;
    host.world.at(host.world.nowUs + us, host, kind, detail, done);
}
/** What was asked wrongly is said at once, as Node does; what went wrong in the doing, by the callback. */
const isMisuse = (error) => /^ERR_(INVALID_ARG|OUT_OF_RANGE|INVALID_THIS|MISSING)/.test(String(error.code));
/** Does it now and calls back by an event. */
export function callBackLater(kind, detail, us, work, callback) {
    let error = null;
    let results = [];
    try {
        results = work();
    }
    catch (thrown) {
        if (isMisuse(thrown))
            throw thrown;
        error = thrown;
    }
    later(kind, detail, us, () => (error ? callback(error) : callback(null, ...results)));
}
/** Does it now and settles by an event. */
export function settleLater(kind, detail, us, work) {
    return new Promise((resolve, reject) => {
        let settle;
        try {
            const result = work();
            settle = () => resolve(result);
        }
        catch (error) {
            settle = () => reject(error);
        }
        later(kind, detail, us, settle);
    });
}
