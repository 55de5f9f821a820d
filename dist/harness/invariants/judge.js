import { Mirror } from './stores.js';
import { Storyteller } from './story.js';
const defaultLimits = { violations: 100, entriesPerSubject: 16, subjects: 20_000 };
export class Judge {
    /** The first violation of each invariant by each subject, in the order they were found. */
    violations = [];
    /** Violations that were not kept because there were too many. */
    dropped = 0;
    #checkers;
    #stores = new Mirror();
    #limits;
    #storyteller;
    #stories = new Map();
    #known = new Set();
    constructor({ invariants, stores }, limits = {}) {
        this.#checkers = invariants.map((invariant) => invariant.create());
        this.#limits = { ...defaultLimits, ...limits };
        this.#storyteller = new Storyteller(stores, this.#limits.entriesPerSubject, this.#limits.subjects);
    }
    get stores() {
        return this.#stores;
    }
    /** Feeds the next committed change. The judge keeps the documents: do not alter them later. */
    onChange(change) {
        this.#stores.apply(change);
        this.#storyteller.onChange(change);
        for (const checker of this.#checkers)
            this.#note(checker.onChange?.(change, this.#stores));
    }
    /** Feeds the next answer, in the order they came, after every change that was committed before it came. */
    onAnswer(answer) {
        this.#storyteller.onAnswer(answer);
        for (const checker of this.#checkers)
            this.#note(checker.onAnswer?.(answer, this.#stores));
    }
    /** For the stories only. */
    onFault(moment) {
        this.#storyteller.onFault(moment);
    }
    /** Feeds the end of a process. */
    onExit(exit) {
        this.#storyteller.onExit(exit);
        for (const checker of this.#checkers)
            this.#note(checker.onExit?.(exit));
    }
    /** Feeds a line of a log; needless unless some invariant `readsLogs`. */
    onLog(log) {
        for (const checker of this.#checkers)
            this.#note(checker.onLog?.(log));
    }
    get readsLogs() {
        return this.#checkers.some(({ onLog }) => onLog !== undefined);
    }
    /** All faults are over. */
    onHeal(atMs) {
        for (const checker of this.#checkers)
            checker.onHeal?.(atMs);
    }
    /** The last judgement, after heal and once the system is quiet. */
    atEnd(atMs) {
        for (const checker of this.#checkers)
            this.#note(checker.atEnd?.(atMs, this.#stores));
    }
    /** How a violation came about, one line for each event, told when it was found. */
    story(violation) {
        return this.#stories.get(violation) ?? [];
    }
    #note(found) {
        if (!found)
            return;
        for (const violation of found) {
            const key = `${violation.invariant} ${violation.subject}`;
            if (this.#known.has(key))
                continue;
            if (this.violations.length >= this.#limits.violations) {
                this.dropped++;
                continue;
            }
            this.#known.add(key);
            this.violations.push(violation);
            this.#stories.set(violation, this.#storyteller.tell(violation));
        }
    }
}
