/** Writes a shard's results as they come, and goes on from what an earlier life of the same campaign has written. */
import { closeSync, existsSync, openSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandLine } from '../../harness/called.ts';
import {
  type CampaignHead,
  type Ending,
  type EndRow,
  FORMAT,
  fileNameOf,
  fingerprintOf,
  isSameShard,
  ResultsError,
  readResults,
  type SeedRow,
  type Shrunk,
  type ShrunkRow,
  VERSION,
} from '../../harness/campaign/index.ts';
import { makeFolder } from '../../harness/folder.ts';
import { flagsFor } from '../../harness/scenario/option.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import type { RunResult } from '../result.ts';
import { isOf } from '../shrink/index.ts';
import { commitHere } from './commit.ts';
import type { Options } from './options.ts';
import type { Explained, ShrunkFailure } from './shrunk.ts';

/** Who is told of what an earlier life of the campaign has written. */
export interface OnEarlier {
  row(row: SeedRow): void;
  shrunk?(row: ShrunkRow, of: Pick<Shrunk, 'head' | 'file'>): void;
}

export class ResultsFile {
  readonly file: string;
  readonly #fd: number;
  readonly #startMs = performance.now();
  readonly #earlierMs: number;

  private constructor(file: string, fd: number, earlierMs: number) {
    this.file = file;
    this.#fd = fd;
    this.#earlierMs = earlierMs;
  }

  /**
   * Opens the shard's file in a folder, which it makes. With `resume`, gives what is there to `on`, and drops a line
   * that was cut off; without, there must be no such file. Throws `ResultsError` with one line for a person.
   */
  static open(folder: string, head: CampaignHead, resume: boolean, on: OnEarlier): ResultsFile {
    makeFolder(folder);
    const file = path.join(folder, fileNameOf(head.shard));
    let earlierMs = 0;
    if (existsSync(file)) {
      if (!resume) throw new ResultsError(`${file} is there already: --resume goes on from it`);
      const found = readResults(file, {
        row(row, { sometimes }) {
          earlierMs = Math.max(earlierMs, row.atMs);
          on.row({ ...row, reached: renumbered(row.reached, sometimes, head.sometimes) });
        },
        shrunk: (row, head) => on.shrunk?.(row, { head, file }),
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

  add(row: SeedRow): void {
    this.#write(row);
  }

  /** Gives back what is kept: paths from here become paths from the file. */
  addShrunk(row: ShrunkRow): ShrunkRow {
    const kept = fromFile(row, this.file);
    this.#write(kept);
    return kept;
  }

  /** Says why no more comes, and closes. */
  end(ended: Ending): void {
    this.#write({ ended, atMs: Math.round(this.atMs) });
    this.close();
  }

  close(): void {
    closeSync(this.#fd);
  }

  /** Milliseconds since the shard began, without the time it was away. */
  get atMs(): number {
    return this.#earlierMs + performance.now() - this.#startMs;
  }

  /** All of it or an error: what finds no room in the midst of a line must not go on in the next. */
  #write(value: CampaignHead | SeedRow | ShrunkRow | EndRow): void {
    writeFileSync(this.#fd, `${JSON.stringify(value)}\n`);
  }
}

function fromFile(row: ShrunkRow, file: string): ShrunkRow {
  const from = (to: string) => path.relative(path.dirname(file), to);
  return { ...row, plan: from(row.plan), page: row.page === null ? null : from(row.page) };
}

type States = readonly { name: string }[];

const positionIn = (states: States, name: string | undefined) => states.findIndex((s) => s.name === name);

function renumbered(reached: number[], from: States, to: States): number[] {
  return reached.map((i) => positionIn(to, from[i]?.name)).filter((i) => i >= 0);
}

const sameNames = (a: CampaignHead, b: CampaignHead): boolean =>
  JSON.stringify([a.sometimes, a.faults]) === JSON.stringify([b.sometimes, b.faults]);

export function rowOf(
  { sometimes = [] }: Pick<Scenario, 'sometimes'>,
  r: RunResult,
  character: string | undefined,
  atMs: number,
): SeedRow {
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

/** Of a failure whose seed has the row `of`; paths are from here. */
export function shrunkRowOf(of: SeedRow, shrunk: ShrunkFailure, explained: Explained | undefined): ShrunkRow {
  const { shrinkage, without, result, failure, file } = shrunk;
  const { seed, verdict } = of;
  const violation = result.violations.find((found) => isOf(failure, found));
  const message = violation ? `${violation.subject}: ${violation.message}` : result.reason.split('\n')[0]!;
  const { fingerprint = null, shape = [] } = explained ? fingerprintOf(explained.explanation) : {};
  return {
    ...{ shrunk: seed, verdict, failure: of.failure! },
    ...{ fingerprint, shape, sentence: explained?.explanation.sentence ?? message, shrinkage },
    things: without?.map(({ thing, comesTo }) => ({ thing, without: comesTo })) ?? null,
    plan: file,
    page: explained?.page ?? null,
  };
}

export function headOf(options: Options): CampaignHead {
  const { seed, runs, isOpen, shard, faults, swarm, size, members, serverVersion, bug } = options;
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
      ...(serverVersion === undefined ? [] : ['--server-version', serverVersion]),
      ...(options.allFaultsOn ? [] : ['--faults', faults.map(({ kind }) => kind).join(',') || 'none']),
      ...(bug === undefined ? [] : ['--bug', bug]),
    ],
    sometimes: (scenario.sometimes ?? []).map(({ name, says }) => ({ name, says })),
    faults: faults.map(({ kind }) => kind),
  };
}
