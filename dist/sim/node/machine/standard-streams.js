/**
 * Standard streams of a host are no terminal: what asks for colours or columns gets none, whoever started the simulator
 * and however. What a host writes goes to the real ones, which tell it nothing in return.
 */
import { Readable, Writable } from 'node:stream';
import { answerReads } from './ask.js';
const streams = new WeakMap();
export function installStandardStreams() {
    // Read once, for Node makes a stream when it is first asked for; that of a host would be the host's.
    const { stdout, stderr } = process;
    // The console keeps those that it finds at first use.
    Reflect.get(console, '_stdout');
    Reflect.get(console, '_stderr');
    const streamsOf = (life) => {
        let own = streams.get(life);
        if (!own) {
            own = {
                stdin: Object.assign(Readable.from([]), { fd: 0 }),
                stdout: to(stdout, 1),
                stderr: to(stderr, 2),
            };
            streams.set(life, own);
        }
        return own;
    };
    answerReads(process, {
        stdin: (life) => streamsOf(life).stdin,
        stdout: (life) => streamsOf(life).stdout,
        stderr: (life) => streamsOf(life).stderr,
    });
}
function to(real, fd) {
    const stream = new Writable({
        decodeStrings: false,
        write(chunk, encoding, done) {
            if (typeof chunk === 'string')
                real.write(chunk, encoding);
            else
                real.write(chunk);
            done();
        },
    });
    return Object.assign(stream, { fd, _type: 'pipe' });
}
