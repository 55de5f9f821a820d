/** What a campaign has come to so far: sums only, so that ten million seeds cost no more than ten. */
import { addCounts, Distinct } from '../../harness/campaign/index.js';
const MOST_FAILED = 20;
export class Tally {
    seeds = 0;
    failed = 0;
    virtualMs = 0;
    events = 0;
    /** What the runs came to together, in the scenario's words. */
    counts = {};
    verdicts = new Map();
    /** The first that failed. */
    failedSeeds = [];
    sometimes;
    /** In how many runs each of the scenario's states was reached, in its order. */
    reached;
    histories = new Distinct();
    constructor({ sometimes = [] }) {
        this.sometimes = sometimes;
        this.reached = sometimes.map(() => 0);
    }
    add(row) {
        this.seeds++;
        this.virtualMs += row.virtualMs;
        this.events += row.events;
        addCounts(this.counts, row.counts);
        const verdict = row.verdict;
        this.verdicts.set(verdict, (this.verdicts.get(verdict) ?? 0) + 1);
        for (const i of row.reached)
            this.reached[i]++;
        if (row.history !== '')
            this.histories.add(row.history);
        if (verdict === 'passed')
            return;
        this.failed++;
        if (this.failedSeeds.length < MOST_FAILED)
            this.failedSeeds.push(row.seed);
    }
    get reachedCount() {
        return this.reached.filter((n) => n > 0).length;
    }
    get neverReached() {
        return this.sometimes.filter((_, i) => this.reached[i] === 0).map(({ name }) => name);
    }
}
