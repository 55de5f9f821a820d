/**
 * Who started a chain of work must be who runs it: the check that shows code which went on as another host.
 *
 * Node tells of each promise, nextTick and request as it is made and as it goes on (`async_hooks`). Whoever makes one
 * owns it, in the life it is in; if another runs it, a promise was shared (at module level, say), or something was
 * done by a thread. What only a thread or the real loop can end is an escape as soon as a host makes it. It costs half
 * as much again as the run itself, so it is on under `--verify`.
 */
import { createHook, executionAsyncResource } from 'node:async_hooks';
import { runtime, whoRuns } from './runtime.js';
/** What Node makes for work of the real loop and its threads. */
const REAL = new Set(`CHECKPRIMEREQUEST CIPHERREQUEST DERIVEBITSREQUEST DNSCHANNEL FILEHANDLE FILEHANDLECLOSEREQ FSEVENTWRAP
  FSREQCALLBACK FSREQPROMISE GETADDRINFOREQWRAP GETNAMEINFOREQWRAP HASHREQUEST Immediate
  KEYEXPORTREQUEST KEYGENREQUEST KEYPAIRGENREQUEST MESSAGEPORT PBKDF2REQUEST PIPECONNECTWRAP PIPESERVERWRAP PIPEWRAP
  PROCESSWRAP QUERYWRAP RANDOMBYTESREQUEST RANDOMPRIMEREQUEST SCRYPTREQUEST SIGNREQUEST SIGNALWRAP
  STATWATCHER TCPCONNECTWRAP TCPSERVERWRAP TCPWRAP TTYWRAP Timeout UDPSENDWRAP UDPWRAP VERIFYREQUEST WORKER
  WORKERHEAPSNAPSHOT`.split(/\s+/));
/** A job of Node's crypto runs on a thread, or at once when it was asked for by a function of Node's named so: `scryptSync`, `signOneShot`. */
function isJobAtOnce(type) {
    if (!type.endsWith('REQUEST'))
        return false;
    const { stackTraceLimit, prepareStackTrace } = Error;
    // Also in a run that keeps no stacks.
    Object.assign(Error, { stackTraceLimit: 20, prepareStackTrace: (_, frames) => frames });
    const frames = new Error().stack;
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
    return frames.some((frame) => frame.getFileName()?.startsWith('node:internal/crypto/') &&
        /(Sync|OneShot)$/.test(frame.getFunctionName() ?? ''));
}
const stackHere = (what) => Error.stackTraceLimit > 0 ? new Error(what) : undefined;
const framesOf = (error) => (error.stack ?? '').split('\n').slice(1).join('\n');
/** Checks from now on, until the function returned is called. */
export function checkOwners(world, owners) {
    const settled = new Map();
    const hook = createHook({
        init(_id, type, trigger, resource) {
            const { host } = runtime;
            if (!host || runtime.ghost)
                return;
            if (REAL.has(type) && !isJobAtOnce(type)) {
                const error = new Error(`${host.name} began what only the real loop ends: ${type}`);
                world.fail('escaped', error.message, error);
            }
            const made = stackHere('started here');
            owners.set(resource, { host, incarnation: host.incarnation, trigger, made });
        },
        before() {
            const owner = owners.get(executionAsyncResource());
            if (!owner || runtime.ghost)
                return;
            if (owner.host === runtime.host && owner.incarnation === owner.host.incarnation)
                return;
            world.fail('escaped', strayed(owner), strayedError(owner, settled.get(owner.trigger)));
        },
        promiseResolve(id) {
            const here = stackHere('settled here');
            if (here)
                settled.set(id, here);
        },
    });
    hook.enable();
    return () => {
        hook.disable();
    };
}
function strayed({ host }) {
    if (host !== runtime.host)
        return `${whoRuns()} runs what ${host.name} started`;
    return `${host.name} runs what it started in an earlier life`;
}
/** With both stacks, as far as they are known. */
function strayedError(owner, settled) {
    const error = new Error(strayed(owner));
    const parts = [`Error: ${error.message}`];
    if (owner.made)
        parts.push(`  started in ${owner.host.name}:`, framesOf(owner.made));
    if (settled)
        parts.push(`  settled in ${whoRuns()}:`, framesOf(settled));
    error.stack = parts.join('\n');
    return error;
}
