/** The histories a command asks for: one saved plan, or the plans of a range of seeds, or one shard's part of them. */
import { partOf } from '../../harness/campaign/index.js';
import { drawPlan } from '../plan/draw.js';
import { loadPlan } from '../plan/file.js';
export function jobsOf(options) {
    if (options.plan !== undefined) {
        const plan = loadPlan(options.plan, options.of.scenario);
        return { count: 1, seed: () => plan.seed, plan: () => plan };
    }
    const { swarm, size, faults, members } = options;
    const { scenario } = options.of;
    const { count, seed } = partOf(options.seed, options.runs, options.shard);
    return { count, seed, plan: (index) => drawPlan(scenario, seed(index), { swarm, size, faults, members }) };
}
