/** Hunts one bug: runs seeds of each range in order, until an invariant that is expected to catch it does. */
import { fork } from 'node:child_process';
import { NODE_FLAGS } from '../../harness/called.js';
import { SEED_TIMEOUT_MS } from '../command/options.js';
export async function huntIn(bug, { first, limit }, swarm, run, signal, onSeed) {
    const hunt = { swarm, first, seeds: null, seconds: 0, by: [], strays: [] };
    for (let n = 1; n <= limit && !signal.aborted; n++) {
        const told = await run({ seed: first + n - 1, swarm });
        onSeed();
        hunt.seconds += told.wallMs / 1000;
        const by = told.broken.filter((name) => bug.caughtBy.includes(name));
        if (by.length > 0)
            return { ...hunt, seeds: n, by };
        if (told.verdict === 'passed')
            continue;
        hunt.strays.push({ seed: told.seed, how: told.broken.join(', ') || `${told.verdict}: ${told.reason}` });
    }
    return hunt;
}
/**
 * A process of its own in which the bug is planted. It comes back when it dies, or hangs and is ended: the seed is told
 * as one that crashed.
 */
export class Hunter {
    #bug;
    #scenario;
    #child;
    /** `scenario`: the file that exports it. */
    constructor(bug, scenario) {
        this.#bug = bug;
        this.#scenario = scenario;
    }
    run = (job) => {
        this.#child ??= this.#start();
        const child = this.#child;
        return new Promise((resolve) => {
            const timer = setTimeout(() => child.kill('SIGKILL'), SEED_TIMEOUT_MS);
            const end = (told) => {
                clearTimeout(timer);
                child.off('message', end).off('exit', died);
                resolve(told);
            };
            const died = (code, signal) => {
                this.#child = undefined;
                const reason = `its process ended (${signal ?? code})`;
                end({ seed: job.seed, verdict: 'crashed', reason, wallMs: 0, broken: [] });
            };
            child.on('message', end).on('exit', died);
            child.send(job);
        });
    };
    close() {
        this.#child?.disconnect();
    }
    #start() {
        const execArgv = ['--max-semi-space-size=64', ...NODE_FLAGS];
        const args = [this.#scenario, JSON.stringify(this.#bug)];
        const child = fork(new URL('./hunter.js', import.meta.url), args, { execArgv });
        // In an endless loop it would not notice that nobody listens any more.
        const end = () => child.kill('SIGKILL');
        process.once('exit', end);
        child.once('exit', () => process.off('exit', end));
        return child;
    }
}
