/** The parts of a campaign that are plain functions: shards and the file of results. */
import '../node/install.ts';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { partOf, pathOf, ResultsError, readResults, type SeedRow } from '../../harness/campaign/index.ts';
import { shrunkOf } from '../../harness/campaign/testing/rows.ts';
import shop from '../../scenarios/shop/index.ts';
import type { RunResult } from '../result.ts';
import type { Options } from './options.ts';
import { headOf, ResultsFile, rowOf } from './results-file.ts';
import { shardOf } from './shard.ts';
import { Tally } from './tally.ts';

test('the shards of a campaign together run each seed exactly once', () => {
  const range = fc.record({ first: fc.nat(1e6), runs: fc.integer({ min: 1, max: 300 }) });
  fc.assert(
    fc.property(range, fc.integer({ min: 1, max: 40 }), ({ first, runs }, of) => {
      const seeds: number[] = [];
      for (let index = 1; index <= of; index++) {
        const part = partOf(first, runs, { index, of });
        for (let i = 0; i < part.count; i++) {
          seeds.push(part.seed(i));
          expect(part.indexOf(part.seed(i))).toBe(i);
        }
      }
      expect(seeds.sort((a, b) => a - b)).toEqual(Array.from({ length: runs }, (_, i) => first + i));
    }),
  );
});

describe('shards as a person writes them', () => {
  test('3/16', () => expect(shardOf('3/16')).toEqual({ index: 3, of: 16 }));
  test.each(['0/4', '5/4', '1', '1/0', 'a/b', '1/2/3', '-1/2'])('not %j', (text) =>
    expect(() => shardOf(text)).toThrow(InvalidArgumentError),
  );
});

describe('the file of results', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'results-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const options = {
    of: { scenario: shop, file: 'shop.ts', root: '.' },
    seed: 1,
    runs: 9,
    shard: { index: 1, of: 3 },
    faults: [],
    swarm: true,
  } as unknown as Options;
  const result = (seed: number): RunResult => ({
    seed,
    verdict: 'passed',
    reason: '',
    traceHash: 'aa',
    historyHash: `${seed}bcdef`,
    virtualMs: 10,
    endMs: 8,
    restedMs: 5,
    wallMs: 5,
    events: 7,
    counts: { accepted: 1, confirmed: 1, rejected: 0 },
    violations: [],
    injected: { pause: 2 },
    ended: {},
    reached: ['confirmed'],
    traffic: { mongoMessages: 0, mongoBytes: 0, httpMessages: 0, httpBytes: 0 },
  });
  const row = (seed: number) => rowOf(shop, result(seed), 'calm', 0);
  const open = (resume: boolean, rows: SeedRow[] = [], from = options) =>
    ResultsFile.open(folder, headOf(from), resume, { row: (row) => rows.push(row) });
  const file = () => path.join(folder, 'shard-1-of-3.jsonl');

  function write(...seeds: number[]): void {
    const results = open(false);
    for (const seed of seeds) results.add(row(seed));
    results.close();
  }

  const refused = (message: RegExp, from = options) => {
    expect(() => open(true, [], from)).toThrow(ResultsError);
    expect(() => open(true, [], from)).toThrow(message);
  };

  test('is gone on from where it ended, also where the last line was cut off', () => {
    write(1, 4);
    const whole = readFileSync(file(), 'utf8');
    appendFileSync(file(), '{"seed":7,"verd');
    const rows: SeedRow[] = [];
    const again = open(true, rows);
    expect(rows.map(({ seed }) => seed)).toEqual([1, 4]);
    again.add(row(7));
    again.close();
    const text = readFileSync(file(), 'utf8');
    expect(text.startsWith(whole)).toBe(true);
    expect(text.trim().split('\n')).toHaveLength(4);
  });

  test('resumed, adds up to what an unbroken campaign adds up to', () => {
    write(1, 4);
    const tally = new Tally(shop, headOf(options));
    ResultsFile.open(folder, headOf(options), true, { row: (row) => tally.add(row) }).close();
    expect(tally).toMatchObject({ seeds: 2, failed: 0, events: 14, virtualMs: 20 });
    expect(tally.histories.size).toBe(2);
    expect(tally.reachedCount).toBe(1);
  });

  test('keeps what was shrunk, with paths that hold wherever the folder is moved to', () => {
    const failed: SeedRow = {
      ...row(4),
      verdict: 'violated',
      failure: { invariant: 'one-charge', subject: 'order ORD-1', message: 'charged twice', more: 0 },
    };
    const plan = path.join(folder, '..', 'plans', 'seed-4.json');
    const results = open(false);
    results.add(failed);
    const kept = results.addShrunk(shrunkOf(failed, 'a1', { plan, page: null }));
    results.end('all');
    expect(kept.plan).toBe(path.join('..', 'plans', 'seed-4.json'));
    const tally = new Tally(shop, headOf(options));
    ResultsFile.open(folder, headOf(options), true, {
      row: (row) => tally.add(row),
      shrunk: (row, { head, file }) => tally.triage.addShrunk(row, head, file),
    }).close();
    const [group] = tally.triage.groups();
    expect(group).toMatchObject({ fingerprint: 'a1', seeds: 1, notShrunk: 0 });
    expect(path.resolve(pathOf(group!.least!, group!.least!.row.plan))).toBe(path.resolve(plan));
  });

  test('says why no more came, until it is gone on from', () => {
    write(1, 4);
    expect(readResults(file(), { row() {} })?.end).toBe(null);
    open(true).end('interrupted');
    expect(readResults(file(), { row() {} })?.end).toMatchObject({ ended: 'interrupted' });
    const again = open(true);
    again.add(row(7));
    again.close();
    expect(readResults(file(), { row() {} })?.end).toBe(null);
  });

  test("with another shard's seed in it is damaged", () => {
    write(1, 2);
    refused(/damaged: line 3 is no result of a seed of its shard/);
  });

  test('resumed where there is none, or not even its first line, begins', () => {
    open(true).close();
    writeFileSync(file(), '{"format":"groundh');
    const rows: SeedRow[] = [];
    open(true, rows).close();
    expect(rows).toEqual([]);
    expect(readFileSync(file(), 'utf8')).toMatch(/^\{"format":"groundhog-campaign".*\n$/);
  });

  test('is not overwritten', () => {
    write(1);
    expect(() => open(false)).toThrow(/is there already: --resume/);
  });
  test('of another campaign is not gone on from', () => {
    write(1);
    refused(/of another campaign/, { ...options, seed: 2 });
    refused(/of another campaign/, { ...options, size: 7 });
  });
  test('that is something else is left alone', () => {
    writeFileSync(file(), 'shopping list\n');
    refused(/holds no results of a campaign/);
    writeFileSync(file(), '{"format":"groundhog-campaign","version":99}\n');
    refused(/of another version/);
  });
  test('damaged in the middle is told with the line', () => {
    write(1, 4);
    const lines = readFileSync(file(), 'utf8').split('\n');
    writeFileSync(file(), [lines[0], lines[1]!.slice(0, 40), ...lines.slice(2)].join('\n'));
    refused(/damaged: line 2 is no result/);
  });
});
