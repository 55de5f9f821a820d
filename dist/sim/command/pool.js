/** Runs jobs in workers, each result as it comes: this thread stays free to hear an interrupt, whatever the code does. */
import { Piscina } from 'piscina';
// Its threads live in the time zone of this process.
import '../node/machine/zone.js';
import { isPackaged } from '../../harness/called.js';
/** Here it must be taught TypeScript first: Node 20 does not run `--import` in a thread. */
const WORKER = isPackaged
    ? new URL('./worker.js', import.meta.url)
    : new URL('./worker-boot.mjs', import.meta.url);
/** A run makes much that soon is garbage: with more room for what is young, it is collected for less. */
const YOUNG_MB = 3 * 64;
/** Threads that have loaded the scenario, each running one plan at a time. */
export class Pool {
    #threads;
    #timeoutMs;
    #writes;
    constructor({ of, workers, bug: name, seedTimeoutMs, ...rest }, worker = WORKER) {
        const { drain, verify, trace, log } = rest;
        const bug = of.scenario.bugs?.find((bug) => bug.name === name) ?? null;
        const setup = { scenario: of.file, root: of.root, bug, drain, verify, trace, log };
        this.#timeoutMs = seedTimeoutMs;
        this.#writes = trace !== undefined || log !== undefined;
        this.#threads = new Piscina({
            filename: worker.href,
            execArgv: [],
            resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
            workerData: setup,
            minThreads: workers,
            maxThreads: workers,
            idleTimeout: 60_000,
        });
        // Each death is told by the job it cut short.
        this.#threads.on('error', () => { });
    }
    /**
     * A worker that dies or hangs costs its plan only: it is told like any other failure, and another goes on. Rejects when
     * a trace or log cannot be written.
     */
    async run(plan) {
        const timeoutMs = this.#timeoutMs;
        const tooLong = new AbortController();
        const timer = setTimeout(() => tooLong.abort(), timeoutMs);
        try {
            // What is aborted is ended with its thread, even in an endless loop.
            return await this.#threads.run({ plan }, { signal: tooLong.signal });
        }
        catch (error) {
            if (tooLong.signal.aborted)
                return broken(plan, `hung: no end after ${timeoutMs / 1000} s of wall time; the last line of a --trace is what does not end`);
            const refused = this.#writes ? refusalOf(error) : undefined;
            if (refused)
                throw refused;
            return broken(plan, `the worker died: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        }
        finally {
            clearTimeout(timer);
        }
    }
    close() {
        return this.#threads.destroy();
    }
}
/** Runs plans by their index, as many at once as there are workers. After `signal` aborts, no other begins. */
export async function inPool(pool, { count, plan: planOf }, workers, onResult, signal, isDone = () => false) {
    let next = 0;
    const lane = async () => {
        while (next < count && !signal?.aborted) {
            const index = next++;
            if (isDone(index))
                continue;
            const plan = planOf(index);
            onResult(plan, await pool.run(plan), index);
        }
    };
    await Promise.all(Array.from({ length: workers }, lane));
}
/** Resolves when all have run but those that `isDone`, or, after `signal` aborts, when those under way have. */
export async function runJobs(jobs, options, signal, onResult, isDone, worker) {
    // A shard of a small campaign may have no seed at all.
    if (jobs.count === 0)
        return;
    const workers = Math.min(options.workers, jobs.count);
    const pool = new Pool({ ...options, workers }, worker);
    try {
        await inPool(pool, jobs, workers, onResult, signal, isDone);
    }
    finally {
        await pool.close();
    }
}
/** What the operating system says to a worker that writes comes as its message alone, which begins with the code. */
function refusalOf(error) {
    const message = error instanceof Error ? error.message : '';
    const [, code, path] = /^(E[A-Z]+): .*?(?: '(.*)')?$/.exec(message) ?? [];
    return code === undefined ? undefined : Object.assign(new Error(message), { code, path });
}
function broken(plan, reason) {
    return {
        seed: plan.seed,
        verdict: 'crashed',
        reason,
        traceHash: '',
        historyHash: '',
        virtualMs: 0,
        endMs: 0,
        wallMs: 0,
        events: 0,
        counts: {},
        violations: [],
        injected: {},
        ended: {},
        reached: [],
        traffic: { mongoMessages: 0, mongoBytes: 0, httpMessages: 0, httpBytes: 0 },
    };
}
