import { huntIn } from './hunt.js';
import { firstSeedOf, inLanes, numberOf } from './lanes.js';
/** Resolves when all are hunted, or, after `signal` aborts, when those under way are. In the order of the zoo's bugs. */
export async function survey(zoo, { ranges, limit, workers, compare }, signal, { onSeed = () => { }, onHunt = () => { }, onBug = () => { } } = {}) {
    const all = zoo.bugs.map((bug) => ({ bug, hunts: [] }));
    await inLanes(zoo, workers, signal, async (bug, run, index) => {
        const { hunts } = all[index];
        for (const swarm of compare ? [true, false] : [true]) {
            for (let i = 0; i < ranges && !signal.aborted; i++) {
                const range = { first: firstSeedOf(numberOf(zoo, bug), i), limit };
                const hunt = await huntIn(bug, range, swarm, run, signal, onSeed);
                // Cut short, it says nothing of the bug.
                if (signal.aborted)
                    break;
                hunts.push(hunt);
                onHunt(bug, hunt);
            }
        }
        if (!signal.aborted)
            onBug(all[index]);
    });
    return all;
}
