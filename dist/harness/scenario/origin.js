/** Which file a scenario was made in: another process must load it again from there. */
import { fileURLToPath } from 'node:url';
const files = new WeakMap();
/** Notes the file of whoever called `maker`. */
export function noteOrigin(scenario, maker) {
    const { stackTraceLimit, prepareStackTrace } = Error;
    Error.stackTraceLimit = 1;
    Error.prepareStackTrace = (_error, sites) => sites[0]?.getFileName();
    const at = {};
    Error.captureStackTrace(at, maker);
    const file = at.stack;
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
    if (file)
        files.set(scenario, file.startsWith('file:') ? fileURLToPath(file) : file);
}
/** Its absolute path; undefined for what was not made by `scenario`. */
export const originOf = (scenario) => files.get(scenario);
