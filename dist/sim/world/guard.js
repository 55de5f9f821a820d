/**
 * While a world runs, an uncaught error or an unhandled rejection is its own. It ends the process it happened in, if
 * the host runs one; else the run.
 */
import { runtime, whoRuns } from './runtime.js';
/** The function returned lifts the guard. */
export function guard(world) {
    const fail = (what, error) => world.fail('crashed', `${what} in ${whoRuns()}: ${error instanceof Error ? error.message : String(error)}`, error);
    const onException = (error) => {
        if (runtime.ghost)
            return;
        const ended = runtime.host?.process;
        if (ended)
            ended.uncaught(error, 'uncaughtException');
        else
            fail('uncaught error', error);
    };
    const onRejection = (reason, promise) => {
        if (runtime.ghost)
            return;
        const ended = runtime.host?.process;
        if (ended)
            ended.unhandledRejection(reason, promise);
        else
            fail('unhandled rejection', reason);
    };
    process.on('uncaughtException', onException);
    process.on('unhandledRejection', onRejection);
    return () => {
        process.off('uncaughtException', onException);
        process.off('unhandledRejection', onRejection);
    };
}
