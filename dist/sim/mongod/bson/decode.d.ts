import { type Doc } from './values.ts';
export declare class InvalidBson extends Error {
}
/** The document at `at`, and where it ends. A depth below 0 lets it nest so much deeper. Throws InvalidBson. */
export declare function decodeAt(buf: Buffer, at: number, limit?: number, depth?: number): {
    doc: Doc;
    end: number;
};
export declare function decode(buf: Buffer): Doc;
