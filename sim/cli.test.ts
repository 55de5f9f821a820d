/** The command as a user meets it: a process, its flags, its output and its exit code. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from './command/exit-codes.ts';
import type { RunResult } from './result.ts';
import { sim } from './testing/command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'sim-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a seed passes, and says what was drawn, the verdict, both hashes and the times', () => {
  const json = path.join(folder, 'a.json');
  const trace = path.join(folder, 'a.jsonl');
  const { code, out, err } = sim('--seed', '42', '--orders', '10', '--json', json, '--trace', trace);
  expect(err).toBe('');
  expect(code).toBe(EXIT.passed);
  for (const part of ['plan of seed 42', 'topology', 'PASSED', 'trace', 'history', 'virtual'])
    expect(out).toContain(part);
  const [result] = JSON.parse(readFileSync(json, 'utf8')) as RunResult[];
  expect(result).toMatchObject({ seed: 42, verdict: 'passed', violations: [] });
  expect(out).toContain(result!.traceHash);
  expect(out).toContain(result!.historyHash);
  const lines = readFileSync(trace, 'utf8').trim().split('\n');
  expect(lines).toHaveLength(result!.events);
  expect(JSON.parse(lines[0]!)).toMatchObject({ seq: 1, timeUs: -2_000_000 });
});

test('an interrupted campaign says at once that it waits, and ends with 130 and what it has', async () => {
  const child = spawn(process.execPath, [
    ...['--import', 'tsx', 'sim/cli.ts', '--seed', '1', '--runs', '1000'],
    ...['--orders', '1', '--faults', 'none', '--workers', '2'],
  ]);
  let out = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  let err = '';
  child.stderr.on('data', (text) => {
    err += text;
    // Once the first seeds have run.
    if (!child.killed && /^\d+\/1,000 seeds/m.test(err)) child.kill('SIGINT');
  });
  expect(await once(child, 'close')).toEqual([EXIT.interrupted, null]);
  expect(err).toMatch(/interrupted: waiting for what is under way; Ctrl-C again ends it at once/);
  expect(out).toMatch(/interrupted after \d+ of 1,000 seeds/);
});

test('an interrupt ends one seed at once, however long it would take', async () => {
  const child = spawn(process.execPath, [
    '--import',
    'tsx',
    'sim/cli.ts',
    '--seed',
    '1',
    '--orders',
    '20000',
  ]);
  child.stdout.once('data', () => child.kill('SIGINT'));
  expect(await once(child, 'exit')).toEqual([EXIT.interrupted, null]);
});

test.skipIf(!existsSync('/dev/full'))('a trace that finds no room is one clear line', () => {
  const { code, err } = sim('--seed', '3', '--orders', '1', '--faults', 'none', '--trace', '/dev/full');
  expect(err.trim()).toBe('sim: no space left to write /dev/full');
  expect(code).toBe(EXIT.broken);
});

describe('bad usage is one clear line and exit code 2', () => {
  const cases: [string[], RegExp][] = [
    [['--seed', 'x'], /whole number/],
    [['--runs', '0'], /whole number from 1/],
    [['--faults', 'locusts'], /no fault 'locusts'.*latency/],
    [['--bug', 'ladybird'], /no bug 'ladybird'.*lost-update/],
    [['--drain', 'slowly'], /Allowed choices/],
    [['--plan', 'nowhere.json'], /cannot read plan nowhere.json: ENOENT/],
    [['--sede', '1'], /unknown option.*Did you mean --seed/s],
    [['--trace', 'x', '--runs', '2'], /one seed only/],
    [['--plan', 'x.json', '--orders', '5'], /drawn already: it takes no --orders/],
    [['--plan', 'x.json', '--server-version', '5.0'], /drawn already: it takes no --server-version/],
    [['--server-version', '5.1'], /Allowed choices are 4.4, 5.0/],
    [['--plan', 'x.json', '--no-swarm'], /drawn already: it takes no --no-swarm/],
    [['--around', '20'], /--around needs the --plan to look around/],
    [['--plan', 'x.json', '--around', '20', '--trace', 'x'], /runs many plans: it takes no --trace/],
    [['seven'], /too many arguments/],
    [['--inspect', '--runs', '2'], /--inspect is for looking at one history: it takes no --runs/],
    [['--inspect', '--verify'], /it takes no --verify/],
    [['--pause-at', '1s'], /needs --inspect/],
  ];
  test.each(cases)('%j', (flags, message) => {
    const { code, out, err } = sim(...flags);
    expect(err).toMatch(message);
    expect(err.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(out).toBe('');
    expect(code).toBe(EXIT.usage);
  });

  test('a corrupt plan', () => {
    const file = path.join(folder, 'corrupt.json');
    writeFileSync(file, '{"version": 1, "seed": ');
    const { code, err } = sim('--plan', file);
    expect(err).toMatch(/^sim: plan .*corrupt.json is not JSON/);
    expect(code).toBe(EXIT.usage);
  });
});

test('--help lists every fault and bug, and the exit codes', () => {
  const { code, out } = sim('--help');
  expect(code).toBe(0);
  for (const word of ['partition', 'db-crash', 'no-fencing', 'Exit codes', '--drain'])
    expect(out).toContain(word);
});
