export const runtime = { host: null, ghost: false };
/** Who runs now, in words. */
export const whoRuns = () => runtime.host?.name ?? 'the simulator';
/** Runs the simulator's own code in the midst of a host's, with all that is real at hand. */
export function outside(run) {
    const { host } = runtime;
    runtime.host = null;
    try {
        return run();
    }
    finally {
        runtime.host = host;
    }
}
