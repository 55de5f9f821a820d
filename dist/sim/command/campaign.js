/** Many seeds: run by the pool, kept in the results file, counted in the tally, told on the terminal. */
import { writeFileSync } from 'node:fs';
import { partOf } from '../../harness/campaign/index.js';
import { onInterrupt } from '../../harness/interrupt.js';
import { plural } from '../../harness/words.js';
import { printPlan } from '../plan/print.js';
import { printEnding } from './ending.js';
import { EXIT, exitCodeOf } from './exit-codes.js';
import { jobsOf } from './jobs.js';
import { FAIR_RUNS } from './options.js';
import { runJobs } from './pool.js';
import { printFailure, printResult, printSometimes, printSummary } from './print.js';
import { Progress } from './progress.js';
import { replayFlags } from './replay.js';
import { headOf, ResultsFile, rowOf } from './results-file.js';
import { Tally } from './tally.js';
/** Returns the exit code. */
export async function runCampaign(options) {
    const { scenario } = options.of;
    const jobs = jobsOf(options);
    const tally = new Tally(scenario);
    const done = new Uint8Array(options.results === undefined ? 0 : jobs.count);
    const results = openResults(options, tally, done);
    const earlier = { seeds: tally.seeds, events: tally.events };
    const single = jobs.count === 1 && earlier.seeds === 0;
    const asked = options.isOpen ? undefined : jobs.count;
    const progress = new Progress(tally, jobs.count, asked, options.timeMs);
    const stop = new AbortController();
    const interruption = stopOn(stop, progress, results, options.timeMs, single);
    if (single)
        console.log(printPlan(jobs.plan(0), scenario));
    else if (earlier.seeds > 0)
        console.log(`going on after ${asked === undefined ? '' : `${earlier.seeds} of `}${plural(asked ?? earlier.seeds, 'seed')}`);
    const kept = [];
    const tooMany = () => tally.failed >= (options.maxFailures ?? Number.POSITIVE_INFINITY);
    if (tooMany())
        stop.abort();
    await runJobs(jobs, options, stop.signal, (plan, result) => {
        const { character } = plan;
        const row = rowOf(scenario, result, character, results?.atMs ?? 0);
        results?.add(row);
        tally.add(row);
        if (options.json)
            kept.push(result);
        if (single || result.verdict !== 'passed')
            progress.clear();
        if (single)
            console.log(printResult(result, scenario));
        if (result.verdict !== 'passed')
            console.log(printFailure(result, replayFlags(plan, options)));
        if (tooMany())
            stop.abort();
        progress.show();
    }, (index) => done[index] === 1);
    interruption.clear();
    progress.clear();
    const ending = tally.seeds === jobs.count
        ? 'all'
        : interruption.came()
            ? 'interrupted'
            : tooMany()
                ? 'failures'
                : 'time';
    results?.end(ending);
    if (options.json)
        writeJson(options.json, kept);
    if (!single) {
        const ran = { seeds: progress.ran, events: tally.events - earlier.events, wallMs: progress.elapsedMs };
        console.log(printSummary(tally, ran, scenario));
        if (tally.seeds > 0 && tally.sometimes.length > 0)
            console.log(printSometimes(tally));
        if (results)
            console.log(`  results    ${results.file}`);
    }
    const ended = printEnding(ending, tally, asked, results !== undefined);
    if (ended !== undefined)
        console.log(ended);
    if (interruption.came())
        return EXIT.interrupted;
    const code = exitCodeOf(tally.verdicts.keys());
    if (code !== EXIT.passed || !requiresSometimes(options, tally.seeds) || tally.neverReached.length === 0)
        return code;
    console.log(`never reached: ${tally.neverReached.join(', ')}`);
    return EXIT.unreached;
}
function openResults(options, tally, done) {
    if (options.results === undefined)
        return undefined;
    const { indexOf } = partOf(options.seed, options.runs, options.shard);
    return ResultsFile.open(options.results, headOf(options), options.resume, (row) => {
        const index = indexOf(row.seed);
        if (done[index] === 1)
            return;
        done[index] = 1;
        tally.add(row);
    });
}
/** Who runs many waits for the seeds under way; asked again, or with but one seed, it ends at once. */
function stopOn(stop, progress, results, timeMs, single) {
    let came = false;
    const endAtOnce = () => {
        progress.clear();
        console.log('interrupted');
        results?.end('interrupted');
        process.exit(EXIT.interrupted);
    };
    const wait = () => {
        came = true;
        stop.abort();
        progress.say('interrupted: waiting for the seeds under way; Ctrl-C again ends it at once, without them');
    };
    onInterrupt(single ? endAtOnce : wait, endAtOnce);
    const timer = timeMs === undefined ? undefined : setTimeout(() => stop.abort(), timeMs);
    return { came: () => came, clear: () => clearTimeout(timer) };
}
function writeJson(file, results) {
    results.sort((a, b) => a.seed - b.seed);
    writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
}
/** Few seeds, or with something left out, may well not reach all; a planted bug is to be found, not to be lived with. */
function requiresSometimes(options, seeds) {
    if (options.requireSometimes !== undefined)
        return options.requireSometimes;
    const { swarm, allFaultsOn, size, members, bug } = options;
    const isWhole = swarm && allFaultsOn && size === undefined && members === undefined && bug === undefined;
    return isWhole && seeds >= FAIR_RUNS;
}
