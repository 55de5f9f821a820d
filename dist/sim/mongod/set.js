/** All members of a replica set in one process, over real or virtual sockets. */
import { openMember } from './index.js';
/** Resolves once all take connections. Rejects, with none left, when a port is taken. */
export async function startSet(each) {
    const members = [];
    const close = async () => {
        for (const member of members)
            await member.close();
    };
    try {
        for (const options of each)
            members.push(await openMember({ ...options, members: [] }));
    }
    catch (error) {
        await close();
        throw error;
    }
    const config = each.map(({ host, priority = 1, votes = 1 }, i) => ({
        host,
        port: members[i].port,
        priority,
        votes,
    }));
    for (const { state, port } of members)
        state.started(port, config);
    const hosts = config.map((m) => `${m.host}:${m.port}`).join(',');
    return {
        uri: `mongodb://${hosts}/?replicaSet=${each[0].replSet}`,
        members,
        async primary() {
            for (;;) {
                const found = members.find((m) => m.state.role === 'primary');
                if (found)
                    return found;
                await Promise.race(members.map((m) => m.state.topology.changed(1000)));
            }
        },
        close,
    };
}
