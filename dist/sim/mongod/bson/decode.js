/**
 * Reads BSON into the model's values (see values.ts), and trusts nothing: a document that lies about a length,
 * nests too deep or ends early throws. The `bson` package's reader would lose the type of numbers, turn
 * `{$ref, $id}` into a class, and follow any nesting until the stack ends.
 */
import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { nameAt } from './names.js';
import { double, setField } from './values.js';
export class InvalidBson extends Error {
}
const MAX_DEPTH = 180;
class Reader {
    buf;
    at;
    constructor(buf, at) {
        this.buf = buf;
        this.at = at;
    }
    need(n, end) {
        if (n < 0 || this.at + n > end)
            throw new InvalidBson('a value reaches past the end of its document');
    }
    int32(end) {
        this.need(4, end);
        const v = this.buf.readInt32LE(this.at);
        this.at += 4;
        return v;
    }
    int64(end) {
        this.need(8, end);
        const v = this.buf.readBigInt64LE(this.at);
        this.at += 8;
        return v;
    }
    bytes(n, end) {
        this.need(n, end);
        const v = this.buf.subarray(this.at, this.at + n);
        this.at += n;
        return v;
    }
    cstring(end) {
        const stop = this.buf.indexOf(0, this.at);
        if (stop < 0 || stop >= end)
            throw new InvalidBson('a name has no end');
        const { at } = this;
        this.at = stop + 1;
        return nameAt(this.buf, at, stop);
    }
    string(end) {
        const n = this.int32(end);
        if (n < 1)
            throw new InvalidBson('a string has no room for its end');
        this.need(n, end);
        if (this.buf[this.at + n - 1] !== 0)
            throw new InvalidBson('a string does not end in zero');
        const text = this.buf.toString('utf8', this.at, this.at + n - 1);
        this.at += n;
        return text;
    }
    document(outerEnd, depth) {
        const doc = {};
        const end = this.open(outerEnd, depth);
        for (let type = this.buf[this.at++]; type !== 0; type = this.buf[this.at++]) {
            const name = this.cstring(end);
            setField(doc, name, this.value(type, end, depth));
        }
        this.close(end);
        return doc;
    }
    array(outerEnd, depth) {
        const list = [];
        const end = this.open(outerEnd, depth);
        for (let type = this.buf[this.at++]; type !== 0; type = this.buf[this.at++]) {
            this.cstring(end);
            list.push(this.value(type, end, depth));
        }
        this.close(end);
        return list;
    }
    /** Where the document that begins here ends. */
    open(outerEnd, depth) {
        if (depth > MAX_DEPTH)
            throw new InvalidBson(`a document nests deeper than ${MAX_DEPTH} levels`);
        const start = this.at;
        const size = this.int32(outerEnd);
        const end = start + size;
        if (size < 5 || end > outerEnd || this.buf[end - 1] !== 0)
            throw new InvalidBson('a document has a wrong length');
        return end;
    }
    close(end) {
        if (this.at !== end)
            throw new InvalidBson('a document ends before its length');
    }
    value(type, end, depth) {
        switch (type) {
            case 0x01: {
                this.need(8, end);
                const v = this.buf.readDoubleLE(this.at);
                this.at += 8;
                return double(v);
            }
            case 0x02:
                return this.string(end);
            case 0x03:
                return this.document(end, depth + 1);
            case 0x04:
                return this.array(end, depth + 1);
            case 0x05: {
                const n = this.int32(end);
                this.need(1, end);
                const subtype = this.buf[this.at++];
                if (subtype !== 2)
                    return new Binary(Buffer.from(this.bytes(n, end)), subtype);
                const inner = this.int32(end);
                if (inner !== n - 4)
                    throw new InvalidBson('an old binary has a wrong length');
                return new Binary(Buffer.from(this.bytes(inner, end)), 2);
            }
            case 0x06:
                return undefined;
            case 0x07:
                return new ObjectId(Buffer.from(this.bytes(12, end)));
            case 0x08: {
                this.need(1, end);
                const v = this.buf[this.at++];
                if (v > 1)
                    throw new InvalidBson('a boolean is neither 0 nor 1');
                return v === 1;
            }
            case 0x09:
                return new Date(Number(this.int64(end)));
            case 0x0a:
                return null;
            case 0x0b: {
                const pattern = this.cstring(end);
                const options = this.cstring(end);
                if (/[^imxlsu]/.test(options))
                    throw new InvalidBson('a regular expression with unknown options');
                return new BSONRegExp(pattern, options);
            }
            case 0x0d:
                return new Code(this.string(end));
            case 0x0e:
                return new BSONSymbol(this.string(end));
            case 0x0f: {
                const start = this.at;
                const size = this.int32(end);
                if (size < 14 || start + size > end)
                    throw new InvalidBson('code with scope has a wrong length');
                const code = this.string(start + size);
                const scope = this.document(start + size, depth + 1);
                if (this.at !== start + size)
                    throw new InvalidBson('code with scope has a wrong length');
                return new Code(code, scope);
            }
            case 0x10:
                return this.int32(end);
            case 0x11: {
                const i = this.int32(end) >>> 0;
                return new Timestamp({ t: this.int32(end) >>> 0, i });
            }
            case 0x12:
                return this.int64(end);
            case 0x13:
                return new Decimal128(Buffer.from(this.bytes(16, end)));
            case 0xff:
                return new MinKey();
            case 0x7f:
                return new MaxKey();
            default:
                throw new InvalidBson(`an unknown type 0x${type.toString(16)}`);
        }
    }
}
/** The document at `at`, and where it ends. A depth below 0 lets it nest so much deeper. Throws InvalidBson. */
export function decodeAt(buf, at, limit = buf.length, depth = 0) {
    const r = new Reader(buf, at);
    const doc = r.document(limit, depth);
    return { doc, end: r.at };
}
export function decode(buf) {
    return decodeAt(buf, 0).doc;
}
