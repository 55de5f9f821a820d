/** The server's errors: a number, its name, and what the reply carries besides. */
import type { Doc } from './bson/values.ts';
export declare function codeName(code: number): string;
export declare class MongoError extends Error {
    readonly code: number;
    /** Further fields of the reply, such as keyPattern and keyValue. */
    readonly extra: Doc;
    labels: string[];
    constructor(code: number, message: string, extra?: Doc);
}
/** Throws the server's error of that number. */
export declare function fail(code: number, message: string, extra?: Doc): never;
export declare const isRetryable: (code: number) => boolean;
export declare const isTransient: (code: number) => boolean;
export declare const isResumable: (code: number) => boolean;
export declare const isNotResumable: (code: number) => boolean;
