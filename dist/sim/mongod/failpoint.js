/**
 * Fail points: what a client sets up to befall it or others, so that it can be tested.
 *
 * `failCommand` makes chosen commands fail, stall or lose their connection. `onPrimaryTransactionalWrite` strikes as
 * a statement of a retryable write takes effect, `failGetMoreAfterCursorCheckout` once a getMore has its cursor. While
 * `stopReplProducer` is on, a secondary stays as it is.
 */
import { isObject, toNumber } from './bson/values.js';
import { MongoError } from './errors.js';
export class FailPoint {
    times = 0;
    skip = 0;
    data = {};
    entered = 0;
    /** Sets it up, or off with 0 times. How often it has struck so far. */
    set(times, skip, data) {
        this.times = times;
        this.skip = skip;
        this.data = data;
        return this.entered;
    }
    get isOn() {
        return this.times > 0;
    }
    /** Its data, if it strikes now; `concerns` says whether this is a case for it at all. */
    strikes(concerns = () => true) {
        if (this.times <= 0 || !concerns(this.data))
            return undefined;
        if (this.skip > 0) {
            this.skip--;
            return undefined;
        }
        this.times--;
        this.entered++;
        return this.data;
    }
}
export class FailPoints {
    failCommand = new FailPoint();
    onPrimaryTransactionalWrite = new FailPoint();
    failGetMoreAfterCursorCheckout = new FailPoint();
    stopReplProducer = new FailPoint();
    named(name) {
        if (name === 'failCommand')
            return this.failCommand;
        if (name === 'onPrimaryTransactionalWrite')
            return this.onPrimaryTransactionalWrite;
        if (name === 'stopReplProducer')
            return this.stopReplProducer;
        return name === 'failGetMoreAfterCursorCheckout' ? this.failGetMoreAfterCursorCheckout : undefined;
    }
    get holdsReplication() {
        return this.stopReplProducer.isOn;
    }
    /** What is to befall this command, if anything. */
    meets(req) {
        const data = this.failCommand.strikes((d) => chosen(req, d));
        if (!data)
            return undefined;
        const { errorCode, errorLabels, closeConnection, writeConcernError, blockConnection, blockTimeMS } = data;
        return {
            blockMs: blockConnection ? toNumber(blockTimeMS ?? 0) : 0,
            close: closeConnection === true,
            error: errorCode === undefined
                ? undefined
                : new MongoError(toNumber(errorCode), "Failing command due to 'failCommand' failpoint"),
            writeConcernError: isObject(writeConcernError) ? writeConcernError : undefined,
            labels: Array.isArray(errorLabels) ? errorLabels.map(String) : undefined,
        };
    }
    /** Throws if the statement is to fail before it takes effect. */
    atStatement(req) {
        const data = this.onPrimaryTransactionalWrite.strikes();
        if (!data)
            return;
        // The command runs on, but nobody hears of it.
        if (data.closeConnection !== false)
            req.unheard = true;
        if (data.failBeforeCommitExceptionCode !== undefined)
            throw new MongoError(toNumber(data.failBeforeCommitExceptionCode), 'Failing write due to failpoint.');
    }
    /** Throws if the getMore is to fail. */
    atCursor(req) {
        const data = this.failGetMoreAfterCursorCheckout.strikes((d) => chosen(req, { ...d, failCommands: ['getMore'] }));
        if (data)
            throw new MongoError(toNumber(data.errorCode ?? 1), "Hit the 'failGetMoreAfterCursorCheckout' failpoint");
    }
}
function chosen(req, { failCommands, namespace, appName, threadName }) {
    if (!Array.isArray(failCommands) || !failCommands.includes(req.name))
        return false;
    if (appName !== undefined || threadName !== undefined)
        return false;
    return namespace === undefined || namespace === `${req.db}.${String(req.cmd[req.name])}`;
}
