import { invariant } from '../make.js';
/** No process writes a line that matches. */
export function noLogLine(pattern) {
    // One with the flag `g` or `y` remembers where it matched last.
    const matcher = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
    const says = `No process writes a line that matches ${pattern}.`;
    return invariant(`no log line ${pattern}`, says, (found) => ({
        onLog: ({ atMs, process, line }) => matcher.test(line) ? [found(atMs, process, `wrote ${line.trim()}`)] : [],
    }));
}
