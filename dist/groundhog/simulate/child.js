/** The process that simulates for a test file: it is sent histories to run, and answers with those that failed. */
import os from 'node:os';
import { loadScenario } from '../../harness/scenario/load.js';
import { inPool, Pool } from '../../sim/command/pool.js';
import { printFailure } from '../../sim/command/print.js';
import { replayFlags } from '../../sim/command/replay.js';
import { drawPlan } from '../../sim/plan/draw.js';
import { loadPlan } from '../../sim/plan/file.js';
const setup = JSON.parse(process.argv[2]);
const { file, name, size, workers = os.availableParallelism(), seedTimeoutMs } = setup;
let loading;
async function load() {
    const of = await loadScenario(file);
    const exported = of.scenario.name;
    if (exported !== name)
        throw new Error(`${file} makes the scenario ${name}, and exports ${exported} by default`);
    return { of, pool: new Pool({ of, workers, drain: 'tick', verify: false, seedTimeoutMs }) };
}
async function run(jobs) {
    loading ??= load();
    const { of, pool } = await loading;
    const planOf = (index) => {
        const job = jobs[index];
        return 'seed' in job ? drawPlan(of.scenario, job.seed, { size }) : loadPlan(job.plan, of.scenario);
    };
    const failures = [];
    const onResult = (plan, result, index) => {
        if (result.verdict === 'passed')
            return;
        const job = jobs[index];
        const flags = replayFlags(plan, { of, bug: undefined, ...('plan' in job && { plan: job.plan }) });
        failures.push({ seed: result.seed, told: printFailure(result, flags) });
    };
    await inPool(pool, { count: jobs.length, plan: planOf }, workers, onResult);
    return failures;
}
process.on('message', async ({ id, jobs }) => {
    const answer = await run(jobs).then((failures) => ({ id, failures }), (error) => ({ id, failures: [], error: error.message }));
    process.send?.(answer);
});
// An interrupt at the terminal reaches all; the test runner decides what becomes of it.
process.on('SIGINT', () => { }).on('disconnect', () => process.exit());
