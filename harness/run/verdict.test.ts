import { expect, test } from 'vitest';
import shop from '../../scenarios/shop/index.ts';
import { Judge } from '../invariants/index.ts';
import { deathOf } from './death.ts';
import { EXIT, exitUnkept, type Findings, verdictOf } from './verdict.ts';

const count = shop.invariants.length;
const findings = (more: Partial<Findings> = {}): Findings => ({
  ...{ judge: new Judge(shop), invariants: shop.invariants, of: 'orders' },
  ...{ judgedToEnd: true, unaccounted: 0, interrupted: false, flaws: [] },
  ...{ deaths: [], broken: [], saturated: null, slos: [], notes: [] },
  ...more,
});
const limit = { metric: 'errors', figure: null, compare: '<', bound: 0.1, limit: 'errors<0.1%' } as const;
const met = { ...limit, value: '0%', met: true };
const missed = { ...limit, value: '0.6%', met: false };
const killed = {
  name: 'inventory-2',
  signal: 'SIGKILL',
  exitCode: null,
  error: null,
  uncaught: null,
  lastLine: 'cannot reserve',
};
const death = deathOf(killed, 4210);

test.each<[Partial<Findings>, number, string]>([
  [{}, EXIT.passed, `Passed: all ${count} invariants held.`],
  [{ slos: [met] }, EXIT.passed, `Passed: all ${count} invariants held and 1 limit was met.`],
  [
    { saturated: 'Saturated: too much.' },
    EXIT.passed,
    `Passed: all ${count} invariants held. Saturated: too much.`,
  ],
  [{ slos: [met, missed] }, EXIT.sloMissed, 'Limit missed: errors<0.1% was asked, 0.6% measured.'],
  [
    { slos: [{ ...missed, value: null }] },
    EXIT.sloMissed,
    'Limit missed: errors<0.1% was asked, what came cannot be known.',
  ],
  [
    { flaws: [{ why: 'the driver was late', advice: 'Ask for less.' }, { why: 'more' }] },
    EXIT.invalid,
    'Invalid: the driver was late, and 1 more.',
  ],
  [
    { unaccounted: 1 },
    EXIT.violated,
    'Violated: ledger, orders: of 1 one thing was told and another stored.',
  ],
  [{ broken: ['a did not come back'], interrupted: true }, EXIT.broken, 'Broken: a did not come back.'],
])('%j ends with %i and one sentence', (found, exitCode, sentence) => {
  expect(verdictOf(findings(found))).toMatchObject({ exitCode, sentence });
});

test('an interrupted run, or one not judged to its end, says so', () => {
  const interrupted = verdictOf(findings({ interrupted: true, judgedToEnd: false }));
  expect(interrupted).toMatchObject({ outcome: 'interrupted', invariants: 'not judged' });
  expect(verdictOf(findings({ judgedToEnd: false }))).toMatchObject({
    outcome: 'invalid',
    sentence: 'Invalid: the end could not be judged.',
  });
});

test('the death of a process is the first of all reasons, with which, when and how, and no log line as its cause', () => {
  const sentence = 'inventory-2 was killed by SIGKILL 4.2 s into the run, and nothing here did it';
  const all = { deaths: [death], flaws: [{ why: 'the driver was late' }], slos: [missed] };
  const broken = verdictOf(findings({ ...all, judgedToEnd: false }));
  expect(broken).toMatchObject({ outcome: 'broken', sentence: `Broken: ${sentence}.` });
  expect(broken.reasons).toEqual([sentence, 'the driver was late', 'errors<0.1% was asked, 0.6% measured']);
  expect(verdictOf(findings({ ...all, unaccounted: 2 })).sentence).toBe(
    `I${sentence.slice(1)}. Violated: ledger, orders: of 2 one thing was told and another stored.`,
  );
});

test.each([
  [null, 'before anything was measured', null],
  [-3210, 'in the warm-up, 3.2 s before anything was measured', null],
  [0, '0.0 s into the run', 0],
  [4210, '4.2 s into the run', 4210],
])('a death at %j is told as "%s"', (runMs, when, atMs) => {
  expect(deathOf(killed, runMs)).toMatchObject({
    sentence: `inventory-2 was killed by SIGKILL ${when}, and nothing here did it`,
    atMs,
  });
});

test('a report that could not be written outweighs all but a violation', () => {
  const { passed, violated, broken, sloMissed, invalid, interrupted } = EXIT;
  expect([passed, broken, sloMissed, invalid, interrupted].map(exitUnkept)).toEqual(Array(5).fill(broken));
  expect(exitUnkept(violated)).toBe(violated);
});

test('of a process that ended by itself the last words are told, but not as the cause', () => {
  const ended = { ...killed, signal: null, exitCode: 1, lastLine: 'Error: out of ideas' };
  expect(deathOf(ended, null).sentence).toBe(
    'inventory-2 ended with exit code 1 before anything was measured, and nothing here did it; the last it wrote: Error: out of ideas',
  );
});
