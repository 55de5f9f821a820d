import { type Doc } from './values.ts';
export declare function encode(doc: Doc): Buffer;
/** A document whose field `name` is the array of the given encoded documents, followed by the fields of `rest`. */
export declare function encodeWithBatch(name: string, batch: Buffer[], rest: Doc): Buffer;
/** A document whose field `name` is the encoded `inner` document, followed by the fields of `rest`. */
export declare function encodeWithDocument(name: string, inner: Buffer, rest: Doc): Buffer;
