export declare class Frames {
    private readonly maxBytes;
    private chunks;
    private size;
    constructor(maxBytes?: number);
    /** Takes what arrived, gives the messages that are now whole. */
    push(chunk: Buffer): Generator<Buffer>;
}
