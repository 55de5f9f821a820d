/**
 * A replica set, as one of its members sees it: who is primary, in which term, and how the others stand.
 *
 * Members speak to each other over plain sockets, as clients do, so that a network that fails them fails everybody.
 * The protocol is Raft's in the manner of MongoDB's: terms, one durable vote per term, the newest log wins, the
 * oplog is pulled from the primary, and an entry is committed once a majority has one of the primary's own term in
 * its journals. Every message begins with a greeting (peer.ts), from which all learn of newer terms and primaries.
 *
 *   index.ts      the roles: what makes this member primary, secondary, recovering
 *   heartbeat.ts  who is alive; a primary without a majority steps down
 *   election.ts   running for primary, and voting
 *   feed.ts       a primary's side of replication: gives out entries, counts who has them, commits
 *   follower.ts   a secondary's side: pulls, applies, journals; rollback.ts and image.ts when that does not do
 *   stepdown.ts   the planned change of primary
 *   link.ts       a connection to another member; codec.ts what travels on it
 *
 * Not modelled: changes of the configuration, arbiters, hidden and delayed members, tags; chained replication (all
 * pull from the primary); catch-up of a new primary (what an old one had not brought to a majority is lost, also
 * where another member has it); flow control; prepared transactions. Entries carry whole documents. A member that is
 * too far behind fetches everything anew by itself, where the real one waits for its operator; nor does it fetch the
 * oplog's past then. The times are shorter than MongoDB's: it pings each 2 s and elects after 10 s.
 */
import net from 'node:net';
import { fail } from '../errors.js';
import { opTimeToDoc } from './codec.js';
import { Election } from './election.js';
import { Feed } from './feed.js';
import { Follower } from './follower.js';
import { Heartbeat } from './heartbeat.js';
import { Images } from './image.js';
import { Link } from './link.js';
import { greetingFrom, Peer } from './peer.js';
export class ReplicaSet {
    member;
    config;
    /** Where this member stands in the configuration. */
    index;
    peers;
    /** How many votes make a majority. */
    majority;
    heartbeatMs;
    electionMs;
    election;
    feed;
    /** Who is primary, where that is another and known. */
    primary;
    closed = false;
    heartbeat;
    follower;
    images;
    /** `config` holds this member, under the name by which the others know it. */
    constructor(member, config, vote) {
        const { options, engine } = member;
        const dial = options.dial ?? ((host, port) => net.connect({ host, port }));
        this.member = member;
        this.config = config;
        this.index = config.findIndex((m) => `${m.host}:${m.port}` === member.host);
        if (this.index < 0)
            throw new Error(`${member.host} is no member of its own replica set`);
        this.heartbeatMs = options.heartbeatMs ?? 500;
        this.electionMs = options.electionMs ?? 2500;
        this.peers = config.flatMap((m, i) => {
            if (i === this.index)
                return [];
            const link = () => new Link(() => dial(m.host, m.port), engine.clock);
            return [new Peer(i, m, link(), link())];
        });
        this.majority = Math.floor(config.reduce((n, m) => n + (m.votes ?? 1), 0) / 2) + 1;
        this.election = new Election(this, vote);
        this.feed = new Feed(this);
        this.heartbeat = new Heartbeat(this);
        this.follower = new Follower(this);
        this.images = new Images(engine);
    }
    get me() {
        return this.config[this.index];
    }
    get isPrimary() {
        return this.member.role === 'primary';
    }
    start() {
        if (this.peers.length === 0) {
            this.member.engine.term++;
            this.becomePrimary();
            return;
        }
        this.heartbeat.start();
        this.election.start();
        void this.follower.run();
    }
    close() {
        this.closed = true;
        this.heartbeat.stop();
        this.election.stop();
        this.images.close();
        this.feed.close();
        this.follower.wake();
        for (const peer of this.peers)
            peer.close();
    }
    greeting() {
        const { engine, role, options } = this.member;
        const applied = opTimeToDoc(engine.oplog.end);
        return { set: options.replSet, from: this.index, term: BigInt(engine.term), state: role, applied };
    }
    /** Answers another member. Its greeting is heard first, so that a newer term is known before anything else. */
    async answer(name, cmd) {
        if (cmd.set !== this.member.options.replSet)
            fail(93, `this is no member of ${String(cmd.set)}`);
        const greeting = greetingFrom(cmd);
        const peer = this.peers.find((p) => p.index === greeting.from);
        if (!peer)
            return fail(74, `no such member: ${greeting.from}`);
        this.hear(peer, greeting, false);
        const reply = await this.reply(name, peer, greeting, cmd);
        return { ...reply, fields: { ...this.greeting(), ...reply.fields } };
    }
    async reply(name, peer, greeting, cmd) {
        if (name === 'replSetRequestVotes')
            return { fields: await this.election.answer(peer, greeting, cmd) };
        if (name === 'replSetFetch')
            return this.feed.fetch(peer, greeting, cmd);
        if (name === 'replSetFindCommon')
            return { fields: this.feed.findCommon(cmd) };
        if (name === 'replSetImage')
            return { fields: this.images.answer(cmd) };
        return { fields: {} };
    }
    /** `answered`: it is the reply to a request of ours, so it hears us as well. */
    hear(peer, { term, state, applied }, answered) {
        const { engine } = this.member;
        peer.heardMs = performance.now();
        if (answered)
            peer.answeredMs = peer.heardMs;
        peer.state = state;
        peer.applied = applied;
        if (term > engine.term)
            this.adoptTerm(term);
        if (term < engine.term)
            return;
        if (state === 'primary') {
            if (this.primary !== peer)
                this.setPrimary(peer);
            if (answered)
                this.election.primaryIsAlive();
        }
        else if (this.primary === peer)
            this.setPrimary(undefined);
    }
    /** There is a newer term than ours: whoever was primary is no more. */
    adoptTerm(term) {
        if (this.isPrimary)
            this.stepDown('there is a newer term');
        this.member.engine.term = term;
        this.setPrimary(undefined);
    }
    setPrimary(peer) {
        if (this.primary === peer)
            return;
        this.primary = peer;
        if (peer)
            this.election.primaryIsAlive();
        this.follower.wake();
        this.member.topology.bump();
    }
    becomePrimary() {
        this.primary = undefined;
        this.feed.begin();
        this.member.setRole('primary');
        this.heartbeat.announce();
        this.member.tell({ kind: 'became-primary', term: this.member.engine.term });
        this.member.log('info', 'became primary', { term: this.member.engine.term });
    }
    stepDown(why) {
        this.member.setRole('secondary');
        this.election.start();
        this.feed.wake();
        this.follower.wake();
        this.member.log('info', 'stepped down', { term: this.member.engine.term, why });
    }
    /** How many votes those have that were heard of within the election timeout, this member included. */
    votesInReach() {
        const since = performance.now() - this.electionMs;
        const others = this.peers.reduce((n, p) => n + (p.heardMs >= since ? p.votes : 0), 0);
        return others + (this.me.votes ?? 1);
    }
}
