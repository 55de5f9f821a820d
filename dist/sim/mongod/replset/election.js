import { compareOpTime } from '../oplog/entry.js';
import { LinkError } from './link.js';
import { greetingFrom } from './peer.js';
/** A set that never had a primary need not wait for a lost one. */
const FIRST_TRY_MS = 30;
export class Election {
    set;
    vote;
    /** Resolves once the vote is on the disk. */
    kept = Promise.resolve();
    timer;
    timeoutMs;
    aliveMs = performance.now();
    frozenUntilMs = 0;
    running = false;
    constructor(set, vote) {
        this.set = set;
        this.vote = vote;
        this.timeoutMs = this.drawTimeout();
    }
    /** Watches for the primary's silence. A primary itself need not, and one alone is primary. */
    start() {
        this.aliveMs = performance.now();
        this.arm(this.timeoutMs);
    }
    stop() {
        clearTimeout(this.timer);
    }
    /** There is a primary, and it hears us. */
    primaryIsAlive() {
        this.aliveMs = performance.now();
    }
    /** Does not run for primary for so long; 0 ends that. */
    freeze(forMs) {
        this.frozenUntilMs = performance.now() + forMs;
        if (this.set.peers.length === 0)
            this.arm(forMs);
    }
    get frozenMs() {
        return Math.max(0, this.frozenUntilMs - performance.now());
    }
    get electable() {
        const { set } = this;
        return (set.me.priority ?? 1) > 0 && set.member.role === 'secondary' && this.frozenMs === 0;
    }
    arm(ms) {
        clearTimeout(this.timer);
        if (!this.set.closed)
            this.timer = setTimeout(() => this.check(), ms);
    }
    /** Longer by chance, so that two seldom run at once, and by each priority above ours. */
    drawTimeout() {
        const { config, me, electionMs, member, index } = this.set;
        const mine = me.priority ?? 1;
        const first = config.findIndex((m) => (m.priority ?? 1) > 0);
        if (member.engine.term === 0 && index === first)
            return FIRST_TRY_MS * (1 + Math.random());
        const above = new Set(config.map((m) => m.priority ?? 1).filter((p) => p > mine)).size;
        return electionMs * (1 + Math.random() / 2 + above / 2);
    }
    check() {
        const { set } = this;
        if (set.isPrimary)
            return;
        const silentMs = performance.now() - this.aliveMs;
        if (silentMs < this.timeoutMs && set.peers.length > 0) {
            this.arm(this.timeoutMs - silentMs + 1);
            if (this.couldTakeOver())
                void this.run(true);
            return;
        }
        set.setPrimary(undefined);
        this.aliveMs = performance.now();
        this.timeoutMs = this.drawTimeout();
        this.arm(this.frozenMs || this.timeoutMs);
        if (this.electable)
            void this.run();
    }
    /** The primary is alive, but this member is preferred to it and has all that it has. */
    couldTakeOver() {
        const { primary, me, member } = this.set;
        if (!primary || !this.electable || (me.priority ?? 1) <= primary.priority)
            return false;
        return compareOpTime(member.engine.oplog.end, primary.applied) >= 0;
    }
    /** Runs for primary. With `welcome` there is a primary that is to be replaced. */
    async run(welcome = false) {
        const { set } = this;
        const { engine } = set.member;
        if (this.running)
            return;
        this.running = true;
        try {
            if (!(await this.ask(engine.term, true, welcome)) || !this.electable)
                return;
            const term = engine.term + 1;
            set.adoptTerm(term);
            await this.cast({ term, candidate: set.member.host });
            const won = engine.term === term && (await this.ask(term, false, welcome));
            if (won && engine.term === term && this.electable && !set.closed)
                set.becomePrimary();
        }
        finally {
            this.running = false;
        }
    }
    /** Whether a majority grants it, this member included. */
    ask(term, dryRun, welcome) {
        const { set } = this;
        const voters = set.peers.filter((p) => p.votes > 0);
        return new Promise((resolve) => {
            let granted = set.me.votes ?? 1;
            let open = voters.length;
            const count = () => {
                if (granted >= set.majority)
                    resolve(true);
                else if (granted + open < set.majority)
                    resolve(false);
            };
            count();
            for (const peer of voters) {
                void this.askOne(peer, { dryRun, welcome }).then((yes) => {
                    open--;
                    if (yes && set.member.engine.term === term)
                        granted++;
                    count();
                });
            }
        });
    }
    async askOne(peer, question) {
        const { set } = this;
        try {
            const cmd = { replSetRequestVotes: 1, ...set.greeting(), ...question };
            const reply = await peer.control.call(cmd, set.electionMs);
            if (set.closed)
                return false;
            set.hear(peer, greetingFrom(reply), true);
            return reply.granted === true;
        }
        catch (error) {
            if (error instanceof LinkError)
                return false;
            throw error;
        }
    }
    /** Somebody asks for our vote. */
    async answer(peer, { term, applied }, cmd) {
        const { set } = this;
        const { engine } = set.member;
        if (term < engine.term || compareOpTime(applied, engine.oplog.end) < 0)
            return { granted: false };
        if (cmd.dryRun === true)
            return { granted: cmd.welcome === true || !this.seesPrimary() };
        if (this.vote.term < term)
            void this.cast({ term, candidate: peer.name });
        await this.kept;
        return { granted: this.vote.term === term && this.vote.candidate === peer.name };
    }
    seesPrimary() {
        const { set } = this;
        if (set.isPrimary)
            return set.votesInReach() >= set.majority;
        return set.primary !== undefined && performance.now() - this.aliveMs < set.electionMs;
    }
    cast(vote) {
        this.vote = vote;
        this.kept = this.set.member.engine.keepVote(vote);
        return this.kept;
    }
}
