/** A thread that runs plans. It plants the bug, if any, before it loads the scenario. */
import { workerData } from 'node:worker_threads';
import { loadScenario } from '../../harness/scenario/load.js';
import { plant } from '../bugs/plant.js';
import { LineFile } from './line-file.js';
import { runVerified } from './verify.js';
const setup = workerData;
if (setup.bug !== null)
    plant(setup.bug, setup.root);
const { simulator } = await import('../engine.js');
const run = await simulator(await loadScenario(setup.scenario));
const open = (file) => (file === undefined ? undefined : new LineFile(file));
export default async ({ plan }) => {
    const trace = open(setup.trace);
    const log = open(setup.log);
    const options = {
        drain: setup.drain,
        onTrace: trace && ((line) => trace.write(`${JSON.stringify(line)}\n`)),
        onLog: log && ((atMs, line) => log.write(line.replace('{', `{"runMs":${atMs},`))),
    };
    const result = await runVerified(run, plan, options, setup.verify);
    trace?.close();
    log?.close();
    return result;
};
