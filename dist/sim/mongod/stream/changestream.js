import { encode } from '../bson/encode.js';
import { isObject, T, typeName, typeOf } from '../bson/values.js';
import { fail } from '../errors.js';
import { fromTimestamp } from '../oplog/entry.js';
import { compilePipeline, stageOf } from '../query/stages.js';
import { eventOf, invalidateEvent } from './events.js';
import { markToken, parseToken } from './token.js';
const TYPED = [
    ['fullDocument', 'string'],
    ['allChangesForCluster', 'boolean'],
];
const OPTIONS = ['fullDocument', 'resumeAfter', 'startAfter', 'startAtOperationTime', 'allChangesForCluster'];
const STAGES = [
    '$match',
    '$project',
    '$addFields',
    '$set',
    '$unset',
    '$replaceRoot',
    '$replaceWith',
    '$redact',
];
export class ChangeStream {
    engine;
    scope;
    pipeline;
    lookup;
    /** It goes on from a resume token. */
    isResumed;
    /** The next operation to look at. */
    ts;
    op;
    token;
    ended = false;
    wake;
    constructor(engine, scope, spec, pipeline, vars) {
        if (!isObject(spec))
            fail(50808, `$changeStream stage expects a document as argument.`);
        const options = spec;
        for (const name of Object.keys(options))
            if (!OPTIONS.includes(name))
                fail(40415, `BSON field '$changeStream.${name}' is an unknown field.`);
        for (const [name, type] of TYPED) {
            const value = options[name];
            if (value !== undefined && typeof value !== type)
                fail(14, `BSON field '$changeStream.${name}' is the wrong type '${typeName(value)}', expected type '${type}'`);
        }
        for (const stage of pipeline) {
            const { name } = stageOf(stage);
            if (!STAGES.includes(name))
                fail(20, `${name} is not permitted in a $changeStream pipeline`);
        }
        const full = options.fullDocument ?? 'default';
        if (full !== 'default' && full !== 'updateLookup') {
            fail(40575, `unrecognized value for the 'fullDocument' option to the $changeStream stage. Expected 'default' or 'updateLookup', got '${String(full)}'`);
        }
        this.engine = engine;
        this.scope = scope;
        this.pipeline = compilePipeline(pipeline, { vars, read: () => [] });
        this.lookup = full === 'updateLookup';
        this.isResumed = (options.resumeAfter ?? options.startAfter) !== undefined;
        const start = this.start(options);
        this.ts = start.ts;
        this.op = start.op;
        this.token = start.token;
    }
    start(options) {
        const { resumeAfter, startAfter, startAtOperationTime: at } = options;
        if (resumeAfter !== undefined && startAfter !== undefined) {
            fail(50865, "Do not specify both 'resumeAfter' and 'startAfter' in a $changeStream stage");
        }
        const token = resumeAfter ?? startAfter;
        if (token !== undefined && at !== undefined)
            fail(40674, 'Only one type of resume option is allowed, but multiple were found.');
        if (at !== undefined) {
            if (typeOf(at) !== T.timestamp)
                fail(14, `BSON field '$changeStream.startAtOperationTime' is the wrong type '${typeName(at)}', expected type 'timestamp'`);
            const ts = fromTimestamp(at);
            this.checkHistory(ts);
            return { ts, op: 0, token: markToken(ts) };
        }
        if (token === undefined) {
            const ts = this.engine.oplog.end.ts + 1n;
            return { ts, op: 0, token: markToken(ts) };
        }
        const position = parseToken(token, resumeAfter !== undefined ? 'resumeAfter' : 'startAfter');
        if (position.invalidate && resumeAfter !== undefined) {
            fail(260, "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate notification.");
        }
        this.checkHistory(position.ts);
        this.checkEvent(position, token);
        return { ts: position.ts, op: position.mark ? 0 : position.op + 1, token: token };
    }
    checkHistory(ts) {
        const first = this.engine.oplog.first;
        if (this.engine.oplog.truncated && first && ts < first.ts) {
            fail(286, 'Resume of change stream was not possible, as the resume point may no longer be in the oplog.');
        }
    }
    /** The event that the token names must be there: else this history is not the one it came from. */
    checkEvent(position, token) {
        if (position.mark)
            return;
        const { oplog } = this.engine;
        const entry = oplog.at(oplog.seek(position.ts));
        if (entry?.ts !== position.ts || position.op >= entry.ops.length) {
            fail(280, `cannot resume stream; the resume token was not found. ${JSON.stringify(token)}`);
        }
    }
    get resumeToken() {
        return this.token;
    }
    /** The next batch; waits up to `maxTimeMs` when there is nothing yet. */
    async next(batchSize, maxTimeMs) {
        let batch = this.collect(batchSize);
        if (batch.docs.length > 0 || !batch.open || maxTimeMs <= 0)
            return batch;
        // One timer for the whole wait: the host's clock may step meanwhile.
        let expired = false;
        const timer = setTimeout(() => {
            expired = true;
            this.wake?.();
        }, maxTimeMs);
        while (batch.docs.length === 0 && batch.open && !expired && !this.ended) {
            await this.news();
            batch = this.collect(batchSize);
        }
        clearTimeout(timer);
        return batch;
    }
    close() {
        this.ended = true;
        this.wake?.();
    }
    /** Resolves when the commit point moves, or somebody calls `wake`. */
    news() {
        return new Promise((resolve) => {
            const done = () => {
                stop();
                this.wake = undefined;
                resolve();
            };
            const stop = this.engine.commit.onAdvance(done);
            this.wake = done;
        });
    }
    collect(batchSize) {
        const docs = [];
        let bytes = 0;
        const { oplog, commit } = this.engine;
        if (batchSize === 0)
            return { docs, open: true, postBatchResumeToken: this.token };
        this.checkHistory(this.ts);
        let lastTs = 0n;
        for (let i = oplog.seek(this.ts);; i++) {
            const entry = oplog.at(i);
            if (!entry || entry.ts > commit.committed)
                break;
            for (let at = entry.ts === this.ts ? this.op : 0; at < entry.ops.length; at++) {
                const found = eventOf(entry, at, this.scope);
                if (!found)
                    continue;
                const events = found.invalidates ? [found.event, invalidateEvent(entry, at)] : [found.event];
                for (const event of events) {
                    const doc = this.transform(event);
                    if (doc) {
                        const encoded = encode(doc);
                        bytes += encoded.length;
                        docs.push(encoded);
                    }
                    this.token = event._id;
                }
                lastTs = entry.ts;
                this.ts = entry.ts;
                this.op = at + 1;
                if (found.invalidates) {
                    this.ended = true;
                    return { docs, open: false, postBatchResumeToken: this.token };
                }
                if (docs.length >= batchSize || bytes > 12 * 1024 * 1024)
                    return { docs, open: true, postBatchResumeToken: this.token };
            }
            this.ts = entry.ts + 1n;
            this.op = 0;
            if (lastTs !== entry.ts)
                this.token = markToken(entry.ts);
        }
        return { docs, open: true, postBatchResumeToken: this.token };
    }
    transform(event) {
        if (this.lookup && event.operationType === 'update')
            event.fullDocument = this.current(event);
        for (const out of this.pipeline([event])) {
            if (!isObject(out._id) || out._id._data !== event._id._data) {
                fail(280, 'Encountered an event whose _id field, which contains the resume token, was modified by the pipeline. Modifying the _id field of an event makes it impossible to resume the stream from that point. Only transformations that retain the unmodified _id field are allowed.');
            }
            return out;
        }
        return undefined;
    }
    /** The document as a majority has it now. */
    current(event) {
        const { db, coll } = event.ns;
        return (this.engine.commit
            .committedStore()
            .get(`${db}.${coll}`)
            ?.byId(event.documentKey._id)?.doc ?? null);
    }
}
