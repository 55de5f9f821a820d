/** Writes a shard's results as they come, and goes on from what an earlier life of the same campaign has written. */
import { closeSync, existsSync, openSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandLine } from '../../harness/called.js';
import { FORMAT, fileNameOf, isSameShard, ResultsError, readResults, VERSION, } from '../../harness/campaign/index.js';
import { makeFolder } from '../../harness/folder.js';
import { flagsFor } from '../../harness/scenario/option.js';
import { commitHere } from './commit.js';
export class ResultsFile {
    file;
    #fd;
    #startMs = performance.now();
    #earlierMs;
    constructor(file, fd, earlierMs) {
        this.file = file;
        this.#fd = fd;
        this.#earlierMs = earlierMs;
    }
    /**
     * Opens the shard's file in a folder, which it makes. With `resume`, gives what is there to `onRow`, and drops a line
     * that was cut off; without, there must be no such file. Throws `ResultsError` with one line for a person.
     */
    static open(folder, head, resume, onRow) {
        makeFolder(folder);
        const file = path.join(folder, fileNameOf(head.shard));
        let earlierMs = 0;
        if (existsSync(file)) {
            if (!resume)
                throw new ResultsError(`${file} is there already: --resume goes on from it`);
            const found = readResults(file, (row, { sometimes }) => {
                earlierMs = Math.max(earlierMs, row.atMs);
                onRow({ ...row, reached: renumbered(row.reached, sometimes, head.sometimes) });
            });
            if (found) {
                if (!isSameShard(found.head, head))
                    throw new ResultsError(`${file} is of another campaign: ${found.head.command}`);
                if (found.head.commit !== head.commit || !sameNames(found.head, head))
                    throw new ResultsError(`${file} is of another commit (${found.head.commit ?? 'unknown'})`);
                truncateSync(file, found.wholeBytes);
                return new ResultsFile(file, openSync(file, 'a'), earlierMs);
            }
        }
        const fd = openSync(file, 'w');
        const results = new ResultsFile(file, fd, 0);
        results.#write(head);
        return results;
    }
    add(row) {
        this.#write(row);
    }
    /** Says why no more comes, and closes. */
    end(ended) {
        this.#write({ ended, atMs: Math.round(this.atMs) });
        this.close();
    }
    close() {
        closeSync(this.#fd);
    }
    /** Milliseconds since the shard began, without the time it was away. */
    get atMs() {
        return this.#earlierMs + performance.now() - this.#startMs;
    }
    /** All of it or an error: what finds no room in the midst of a line must not go on in the next. */
    #write(value) {
        writeFileSync(this.#fd, `${JSON.stringify(value)}\n`);
    }
}
const positionIn = (states, name) => states.findIndex((s) => s.name === name);
function renumbered(reached, from, to) {
    return reached.map((i) => positionIn(to, from[i]?.name)).filter((i) => i >= 0);
}
const sameNames = (a, b) => JSON.stringify([a.sometimes, a.faults]) === JSON.stringify([b.sometimes, b.faults]);
export function rowOf({ sometimes = [] }, r, character, atMs) {
    const [first] = r.violations;
    return {
        seed: r.seed,
        verdict: r.verdict,
        character: character ?? null,
        trace: r.traceHash,
        history: r.historyHash,
        virtualMs: r.virtualMs,
        wallMs: r.wallMs,
        events: r.events,
        counts: r.counts,
        injected: r.injected,
        reached: r.reached.map((name) => positionIn(sometimes, name)),
        atMs: Math.round(atMs),
        ...(r.verdict !== 'passed' && {
            failure: {
                invariant: first?.invariant ?? null,
                subject: first?.subject ?? null,
                message: first?.message ?? r.reason,
                more: Math.max(0, r.violations.length - 1),
            },
        }),
    };
}
export function headOf(options) {
    const { seed, runs, isOpen, shard, faults, swarm, size, members, bug } = options;
    const { scenario } = options.of;
    return {
        format: FORMAT,
        version: VERSION,
        startedAt: new Date().toISOString(),
        commit: commitHere(),
        command: `${commandLine('sim')} ${process.argv.slice(2).join(' ')}`,
        scenario: scenario.name,
        countsOf: scenario.tally ? scenario.size.of : 'requests',
        seed,
        runs,
        ...(isOpen && { isOpen }),
        shard,
        drawnBy: [
            ...flagsFor(options.of.file),
            ...(swarm ? [] : ['--no-swarm']),
            ...(size === undefined ? [] : [`--${scenario.size.of}`, String(size)]),
            ...(members === undefined ? [] : ['--members', String(members)]),
            ...(options.allFaultsOn ? [] : ['--faults', faults.map(({ kind }) => kind).join(',') || 'none']),
            ...(bug === undefined ? [] : ['--bug', bug]),
        ],
        sometimes: (scenario.sometimes ?? []).map(({ name, says }) => ({ name, says })),
        faults: faults.map(({ kind }) => kind),
    };
}
