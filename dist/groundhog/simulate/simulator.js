import { fork } from 'node:child_process';
import { NODE_FLAGS } from '../../harness/called.js';
/** The process that runs a scenario's histories. It starts when it is first needed, and again when it has died. */
export class Simulator {
    #setup;
    #waiting = new Map();
    #child;
    #asked = 0;
    constructor(setup) {
        this.#setup = setup;
    }
    /** Resolves to those that failed. Rejects when they could not be run. */
    run(jobs) {
        this.#child ??= this.#start();
        const asked = { id: ++this.#asked, jobs };
        this.#child.send(asked);
        return new Promise((resolve, reject) => this.#waiting.set(asked.id, { resolve, reject }));
    }
    close() {
        this.#child?.disconnect();
    }
    #start() {
        const child = fork(new URL('./child.js', import.meta.url), [JSON.stringify(this.#setup)], {
            execArgv: [...NODE_FLAGS],
        });
        child.on('message', ({ id, failures, error }) => {
            const waiting = this.#waiting.get(id);
            this.#waiting.delete(id);
            if (error === undefined)
                waiting?.resolve(failures);
            else
                waiting?.reject(Object.assign(new Error(error), { stack: '' }));
        });
        child.once('exit', (code, signal) => {
            this.#child = undefined;
            for (const { reject } of this.#waiting.values())
                reject(new Error(`the process that simulates ended (${signal ?? code})`));
            this.#waiting.clear();
        });
        return child;
    }
}
