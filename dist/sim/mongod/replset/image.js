/**
 * Initial sync: everything that is committed on one member, in pieces, for one that cannot catch up entry by entry.
 * The giver keeps a snapshot while the taker reads; what is written meanwhile the taker then follows as usual.
 */
import { toNumber } from '../bson/values.js';
import { fail } from '../errors.js';
import { addIndex, newCollection } from '../oplog/apply.js';
import { bytesOf } from '../storage/collection.js';
import { Store } from '../storage/store.js';
import { entryFromDoc, entryToDoc, sessionFromDoc, sessionToDoc } from './codec.js';
const PIECE_BYTES = 4 * 1024 * 1024;
/** A snapshot that nobody asks about is let go. */
const UNUSED_MS = 30_000;
/** The giver's side. */
export class Images {
    engine;
    open = new Map();
    next = 1;
    constructor(engine) {
        this.engine = engine;
    }
    /** `image`: 0 for the first piece, then the number that came with it. A piece without `image` is the last. */
    answer(cmd) {
        const id = toNumber(cmd.image) || this.begin();
        const reading = this.open.get(id);
        if (!reading)
            return fail(130, 'this image is gone');
        clearTimeout(reading.timer);
        reading.timer = setTimeout(() => this.open.delete(id), UNUSED_MS);
        const piece = reading.pieces.next();
        if (!piece.done)
            return { piece: piece.value, image: id };
        this.drop(id);
        return {};
    }
    close() {
        for (const id of [...this.open.keys()])
            this.drop(id);
    }
    begin() {
        const id = this.next++;
        this.open.set(id, { pieces: pieces(this.engine), timer: undefined });
        return id;
    }
    drop(id) {
        clearTimeout(this.open.get(id)?.timer);
        this.open.delete(id);
    }
}
function* pieces(engine) {
    const { oplog, commit, sessions } = engine;
    const at = commit.committed;
    const entry = oplog.at(oplog.seek(at));
    if (entry?.ts !== at)
        return fail(130, 'nothing is committed yet');
    const store = commit.committedStore().snapshot();
    const later = oplog.between(at, oplog.end.ts);
    yield { entry: entryToDoc(entry), sessions: sessions.image(later).map(sessionToDoc) };
    for (const coll of store.collections.values())
        yield* piecesOf(coll);
}
function* piecesOf(coll) {
    const { ns, uuid, options } = coll;
    yield { ns, uuid, options };
    let documents = [];
    let bytes = 0;
    for (const [, rec] of coll.records.ascend()) {
        documents.push(rec.doc);
        bytes += bytesOf(rec).length;
        if (bytes < PIECE_BYTES)
            continue;
        yield { ns, documents };
        documents = [];
        bytes = 0;
    }
    yield { ns, documents, indexes: coll.indexes.slice(1).map((index) => index.spec) };
}
/** The taker's side: undefined when `ask` says that it is in vain. */
export async function fetchImage(ask) {
    const store = new Store();
    let image;
    for (let id = 0;;) {
        const reply = await ask({ replSetImage: 1, image: id });
        if (!reply)
            return undefined;
        if (reply.image === undefined)
            return image;
        id = toNumber(reply.image);
        const piece = reply.piece;
        if (piece.entry) {
            const sessions = piece.sessions.map(sessionFromDoc);
            image = { entry: entryFromDoc(piece.entry), store, sessions };
        }
        else
            put(store, piece);
    }
}
function put(store, { ns, uuid, options, documents, indexes }) {
    if (uuid)
        store.add(newCollection(ns, uuid, options));
    const coll = store.get(ns);
    for (const doc of documents ?? [])
        coll.insert(doc);
    for (const spec of indexes ?? [])
        addIndex(coll, spec);
}
