import { type Doc } from '../bson/values.ts';
import { type Entry, type OpTime } from '../oplog/entry.ts';
import type { SessionImage } from '../session/sessions.ts';
export declare const opTimeToDoc: ({ ts, t }: OpTime) => Doc;
export declare function opTimeFromDoc(doc: Doc): OpTime;
/** An entry never changes, and goes to several members. */
export declare function entryToBytes(entry: Entry): Buffer;
/** Without what a document was before: whoever applies the entry has that. */
export declare function entryToDoc(entry: Entry): Doc;
export declare function entryFromDoc(doc: Doc): Entry;
export declare function sessionToDoc({ lsid, txnNumber, done, committed }: SessionImage): Doc;
export declare function sessionFromDoc(doc: Doc): SessionImage;
