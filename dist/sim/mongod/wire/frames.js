/** Cuts a stream of bytes into messages. Throws BadMessage as soon as a length cannot be true. */
import { BadMessage, MAX_MESSAGE_BYTES } from './message.js';
export class Frames {
    maxBytes;
    chunks = [];
    size = 0;
    constructor(maxBytes = MAX_MESSAGE_BYTES) {
        this.maxBytes = maxBytes;
    }
    /** Takes what arrived, gives the messages that are now whole. */
    *push(chunk) {
        this.chunks.push(chunk);
        this.size += chunk.length;
        while (this.size >= 4) {
            if (this.chunks[0].length < 4)
                this.chunks = [Buffer.concat(this.chunks)];
            const length = this.chunks[0].readInt32LE(0);
            if (length < 16 || length > this.maxBytes)
                throw new BadMessage(`a message of ${length} bytes`);
            if (this.size < length)
                return;
            const whole = this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks);
            this.chunks = whole.length > length ? [whole.subarray(length)] : [];
            this.size -= length;
            yield whole.subarray(0, length);
        }
    }
}
