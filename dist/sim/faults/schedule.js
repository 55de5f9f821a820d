import { canonicalJson } from '../plan/canonical.js';
export class ScheduledFault {
    #number;
    #planned;
    #kind;
    #tools;
    #onMoment;
    /** What is to come: its begin, then its end. */
    #next;
    #end;
    constructor(number, planned, kind, tools, onMoment) {
        this.#number = number;
        this.#planned = planned;
        this.#kind = kind;
        this.#tools = tools;
        this.#onMoment = onMoment;
        this.#next = tools.world.at(Math.round(planned.atMs * 1000), null, 'fault', this.#inFull, () => this.#begin());
    }
    /** Ends it if it is in force; if it has not begun, it never will. */
    heal() {
        this.#tools.world.cancel(this.#next);
        if (!this.#end)
            return;
        this.#tools.world.note(null, 'fault-end', this.#inFull);
        this.#finish();
    }
    get #inFull() {
        return `${this.#planned.kind} ${canonicalJson(this.#planned.params)}`;
    }
    #begin() {
        const { kind, params, durationMs } = this.#planned;
        const { describe, inject } = this.#kind;
        const { world } = this.#tools;
        this.#tell('begins', describe(params));
        const strikes = (whom) => {
            world.note(null, 'fault-strikes', `${kind} ${whom}`);
            this.#tell('strikes', whom);
        };
        this.#end = inject(params, { ...this.#tools, strikes });
        if (durationMs === 0)
            this.#finish();
        else
            this.#next = world.after(durationMs, 'fault-end', () => this.#finish(), this.#inFull);
    }
    #finish() {
        this.#end();
        this.#end = undefined;
        this.#tell('ends', this.#kind.describe(this.#planned.params));
    }
    #tell(what, words) {
        const { world } = this.#tools;
        this.#onMoment({ fault: this.#number, kind: this.#planned.kind, atMs: world.nowMs, what, words });
    }
}
