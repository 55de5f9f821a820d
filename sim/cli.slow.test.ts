/** What a user does once a seed has failed: replays it, shrinks it, has it explained. Each takes many runs. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from './command/exit-codes.ts';
import type { Plan } from './plan/plan.ts';
import type { RunResult } from './result.ts';
import { sim } from './testing/command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'sim-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a planted bug is found, told as a story, saved as a plan, and replayed by the printed command', () => {
  const { code, out } = sim(
    ...['--bug', 'lost-update', '--orders', '20', '--seed', '3', '--runs', '40', '--workers', '2'],
    ...['--max-failures', '1', '--no-shrink'],
  );
  expect(code).toBe(EXIT.violated);
  const replay = out.match(/replay: npm run sim -- (.*)/)![1]!.split(' ');
  const file = replay[replay.indexOf('--plan') + 1]!;
  expect(existsSync(file)).toBe(true);
  const again = sim(...replay);
  expect(again.code).toBe(EXIT.violated);
  expect(again.out).toMatch(/VIOLATED/);
});

test('a plan saved by a run replays that run, whatever ran since with other flags; its bug need not be named', () => {
  const failing = (...flags: string[]) => {
    const json = path.join(folder, 'failing.json');
    const { code, out } = sim(...flags, '--json', json);
    expect(code).toBe(EXIT.violated);
    const [result] = JSON.parse(readFileSync(json, 'utf8')) as RunResult[];
    const { traceHash, historyHash, violations } = result!;
    return {
      hashes: { traceHash, historyHash, violations },
      replay: out.match(/replay: npm run sim -- (.*)/)![1]!,
    };
  };
  const bug = ['--bug', 'reply-before-stored', '--seed', '1', '--no-shrink'];
  const first = failing(...bug, '--orders', '10');
  const second = failing(...bug, '--orders', '12', '--no-swarm');
  expect(second.replay).not.toBe(first.replay);
  for (const { hashes, replay } of [first, second])
    expect(failing(...replay.split(' '))).toEqual({ hashes, replay });
});

test('a failure is shrunk as soon as it is found; what is left is told, explained, known, replayed, and shrunk further', () => {
  const [least, known, junit] = ['least.json', 'known.json', 'junit.xml'].map((name) =>
    path.join(folder, name),
  ) as [string, string, string];
  const faults = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as Plan).faults.length;
  const shrunk = (expected: number, ...flags: string[]) => {
    const { code, out } = sim(...flags, '--workers', '2', '--shrink-budget', '3s');
    expect(code).toBe(expected);
    const [, told] = out.split(/^seed \d+ shrunk: /m);
    expect(told).toMatch(/^\d+ faults? → \d+, \d+ requests? → \d+/);
    expect(readFileSync(/explained: (\S+)$/m.exec(told!)![1]!, 'utf8')).toMatch(/^<!doctype html>/);
    return /replay: npm run sim -- --plan (\S+)$/m.exec(told!)![1]!;
  };
  const bug = ['--bug', 'reply-before-stored', '--seed', '1', '--orders', '10'];
  const isNew = ['--known', known, '--update-known', '--junit', junit];
  const first = shrunk(EXIT.passed, ...bug, '--json', least, ...isNew);
  const [found] = JSON.parse(readFileSync(least, 'utf8')) as RunResult[];
  expect(faults(first)).toBeLessThan(Object.values(found!.injected).reduce((sum, n) => sum + n, 0));
  expect(readFileSync(junit, 'utf8')).toMatch(/<skipped message="known: Order ORD-/);
  expect(JSON.parse(readFileSync(known, 'utf8')).known).toMatchObject([{ what: 'accepted-order-ends' }]);
  expect(faults(shrunk(EXIT.violated, '--plan', first, '--shrink'))).toBeLessThanOrEqual(faults(first));
});
