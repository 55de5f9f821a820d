import { Timestamp } from 'bson';
import { decodeAt } from '../bson/decode.js';
import { encode } from '../bson/encode.js';
import { isObject, toNumber } from '../bson/values.js';
import { fromTimestamp, toTimestamp } from '../oplog/entry.js';
import { Frames } from '../wire/frames.js';
const OP_MSG = 2013;
const MAX_REPLY_BYTES = 2 ** 31 - 1;
/** What wraps a stored document in a reply of ours nests it deeper than a client could. */
const EXTRA_DEPTH = -64;
/** The other member cannot be reached, did not answer in time, or refused. */
export class LinkError extends Error {
}
export class Link {
    dial;
    clock;
    socket;
    waiting = new Map();
    nextId = 1;
    closed = false;
    constructor(dial, clock) {
        this.dial = dial;
        this.clock = clock;
    }
    get busy() {
        return this.waiting.size > 0;
    }
    /** The reply; rejects with LinkError after `timeoutMs`, or as soon as there can be none. */
    call(cmd, timeoutMs) {
        if (this.closed)
            return Promise.reject(new LinkError('closed'));
        return new Promise((resolve, reject) => {
            const id = this.nextId++;
            const timer = setTimeout(() => this.drop('no answer in time'), timeoutMs);
            this.waiting.set(id, (outcome) => {
                clearTimeout(timer);
                this.waiting.delete(id);
                if (outcome instanceof LinkError)
                    reject(outcome);
                else
                    resolve(outcome);
            });
            this.socket ??= this.open();
            this.socket.write(message(id, cmd, this.clock));
        });
    }
    close() {
        this.closed = true;
        this.drop('closed');
    }
    open() {
        const socket = this.dial();
        const frames = new Frames(MAX_REPLY_BYTES);
        socket.setNoDelay(true);
        socket.on('data', (chunk) => {
            try {
                for (const frame of frames.push(chunk))
                    this.answered(frame);
            }
            catch (error) {
                if (this.socket === socket)
                    this.drop(error.message);
            }
        });
        const gone = () => {
            if (this.socket === socket)
                this.drop('the connection is gone');
        };
        socket.on('error', gone);
        socket.on('close', gone);
        return socket;
    }
    answered(frame) {
        const settle = this.waiting.get(frame.readInt32LE(8));
        const { doc } = decodeAt(frame, 21, frame.length, EXTRA_DEPTH);
        const time = isObject(doc.$clusterTime) ? doc.$clusterTime.clusterTime : undefined;
        if (time instanceof Timestamp)
            this.clock.witness(fromTimestamp(time));
        settle?.(toNumber(doc.ok) === 1 ? doc : new LinkError(String(doc.errmsg)));
    }
    drop(why) {
        const { socket } = this;
        this.socket = undefined;
        socket?.destroy();
        for (const settle of [...this.waiting.values()])
            settle(new LinkError(why));
    }
}
function message(id, cmd, clock) {
    const body = encode({ ...cmd, $db: 'admin', $clusterTime: { clusterTime: toTimestamp(clock.last) } });
    const head = Buffer.alloc(21);
    head.writeInt32LE(head.length + body.length, 0);
    head.writeInt32LE(id, 4);
    head.writeInt32LE(OP_MSG, 12);
    return Buffer.concat([head, body]);
}
