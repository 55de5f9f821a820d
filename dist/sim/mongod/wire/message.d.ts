import type { Doc } from '../bson/values.ts';
export declare const MAX_MESSAGE_BYTES = 48000000;
export declare class BadMessage extends Error {
}
export interface Message {
    requestId: number;
    /** How the client spoke, and so how it is answered. */
    legacy: boolean;
    /** The client waits for no reply. */
    silent: boolean;
    /** The server may go on replying to this one request. */
    exhaust: boolean;
    body: Doc;
}
/** Takes a whole message apart. Throws BadMessage or InvalidBson. */
export declare function parseMessage(buf: Buffer): Message;
/** The reply's bytes. `more`: another reply to the same request follows. */
export declare function replyTo(message: Message, responseTo: number, requestId: number, doc: Buffer, more: boolean): Buffer;
