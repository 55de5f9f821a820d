/** What is said to a member about its replica set: by people who run it, and by its other members. */
import { toNumber } from '../bson/values.js';
import { fail } from '../errors.js';
import { opTimeToDoc } from '../replset/codec.js';
import * as planned from '../replset/stepdown.js';
const STATES = { primary: 1, secondary: 2, recovering: 3, unknown: 6, down: 8 };
function memberStatus(index, name, state, applied, more) {
    const stateStr = state === 'down' ? '(not reachable/healthy)' : state.toUpperCase();
    const health = state === 'down' ? 0 : 1;
    return { _id: index, name, health, state: STATES[state], stateStr, optime: opTimeToDoc(applied), ...more };
}
export function getStatus(req) {
    const { member, engine } = req;
    const { replset } = member;
    const { commit, oplog } = engine;
    const downSince = performance.now() - replset.electionMs;
    const ofPeer = (peer) => memberStatus(peer.index, peer.name, peer.heardMs < downSince ? 'down' : peer.state, peer.applied, {});
    const members = replset.config.map((_, i) => {
        const peer = replset.peers.find((p) => p.index === i);
        return peer ? ofPeer(peer) : memberStatus(i, member.host, member.role, oplog.end, { self: true });
    });
    const position = (ts) => opTimeToDoc(oplog.at(oplog.seek(ts)) ?? oplog.end);
    return {
        fields: {
            set: member.options.replSet,
            date: new Date(),
            myState: STATES[member.role],
            term: BigInt(engine.term),
            heartbeatIntervalMillis: BigInt(replset.heartbeatMs),
            majorityVoteCount: replset.majority,
            optimes: {
                lastCommittedOpTime: position(commit.committed),
                appliedOpTime: opTimeToDoc(oplog.end),
                durableOpTime: position(commit.durable),
            },
            members,
        },
    };
}
export function getConfig(req) {
    const { replset, options } = req.member;
    const members = replset.config.map(({ host, port, priority, votes }, _id) => ({
        _id,
        host: `${host}:${port}`,
        arbiterOnly: false,
        hidden: false,
        priority: priority ?? 1,
        votes: votes ?? 1,
    }));
    const settings = {
        chainingAllowed: false,
        heartbeatIntervalMillis: replset.heartbeatMs,
        electionTimeoutMillis: replset.electionMs,
        catchUpTimeoutMillis: 0,
    };
    const config = { _id: options.replSet, version: 1, term: 1, protocolVersion: 1n, members, settings };
    return { fields: { config } };
}
export async function stepDown(req) {
    requireAdmin(req);
    await planned.stepDown(req.member.replset, req.cmd);
    return { fields: {} };
}
/** Runs for primary at once, though there may be one. */
export async function stepUp(req) {
    requireAdmin(req);
    const { replset } = req.member;
    if (replset.isPrimary)
        return { fields: {} };
    if (!replset.election.electable)
        fail(125, 'Election failed.');
    await replset.election.run(true);
    if (!replset.isPrimary)
        fail(125, 'Election failed.');
    return { fields: {} };
}
export function freeze(req) {
    requireAdmin(req);
    const { replset } = req.member;
    if (replset.isPrimary)
        fail(95, 'cannot freeze node when primary or running for election. state: Primary');
    replset.election.freeze(toNumber(req.cmd.replSetFreeze) * 1000);
    return { fields: {} };
}
/** From another member. */
export function internal(req) {
    return req.member.replset.answer(req.name, req.cmd);
}
function requireAdmin(req) {
    if (req.db !== 'admin')
        fail(13, `${req.name} may only be run against the admin database.`);
}
