import { loadScenario, rootOf } from '../../harness/scenario/load.js';
import { plant } from '../bugs/plant.js';
const [file, bug] = process.argv.slice(2);
plant(JSON.parse(bug), rootOf(file));
const { drawPlan, simulator } = await import('../engine.js');
const found = await loadScenario(file);
const { scenario } = found;
const simulate = await simulator(found);
process.on('message', async ({ seed, swarm }) => {
    const { verdict, reason, wallMs, violations } = await simulate(drawPlan(scenario, seed, { swarm }));
    const broken = [...new Set(violations.map((v) => v.invariant))];
    process.send({ seed, verdict, reason, wallMs, broken });
});
// An interrupt at the terminal reaches all; the one who sends the jobs decides what becomes of it.
process.on('SIGINT', () => { }).on('disconnect', () => process.exit());
