import { expect, test } from 'vitest';
import { Recorder } from '../load/index.ts';
import { flawsOf, type Suspect } from './flaws.ts';
import { totalsOf } from './kinds.ts';
import type { RunOptions } from './options.ts';
import { spectrumOf } from './spectrum.ts';

/** One order each 10 ms, taken up so late. */
function suspect(lagMs: number, more: Partial<RunOptions> = {}, soundPerS: number | null = null): Suspect {
  const recorder = new Recorder(1000);
  for (let i = 0; i < 100; i++) {
    const dueUs = i * 10_000;
    const takenUs = dueUs + lagMs * 1000;
    recorder.record('order', {
      ...{ index: i, dueUs, takenUs, sentUs: takenUs, doneUs: takenUs + 500, connection: 'a' },
      ...{ status: 202, failure: null, body: null },
    });
  }
  return {
    options: { maxSendLagMs: 50, ratePerS: 100, target: null, ...more } as RunOptions,
    sendLag: spectrumOf(recorder.sendLag),
    requests: totalsOf(recorder, {}, 1000, 100),
    counts: recorder.counts,
    failure: null,
    soundPerS,
    cutShort: false,
  };
}

test('a run that was cut short before it measured is not told to drive for longer', () => {
  const nothing = { ...suspect(0), requests: totalsOf(new Recorder(1000), {}, 0, null), counts: {} };
  expect(flawsOf(nothing)).toEqual([
    { why: 'nothing was measured', advice: 'Drive for longer: --duration.' },
  ]);
  expect(flawsOf({ ...nothing, cutShort: true })).toEqual([{ why: 'nothing was measured' }]);
});

test('a driver in time, everything answered: no flaw', () => {
  expect(flawsOf(suspect(49))).toEqual([]);
});

test.each<[string, Suspect, RegExp]>([
  [
    'asked for more than was borne',
    suspect(60, {}, 40),
    /^Ask for less \(--rate 40 was borne\), leave --rate away/,
  ],
  [
    'asked for what was borne',
    suspect(60, {}, 100),
    /^Run again when this machine has less else to do, or drive from/,
  ],
  ['a rate was found', suspect(60, { ratePerS: null }, 40), /^Run again when/],
])('a late driver that was %s is told what to do', (_, late, advice) => {
  expect(flawsOf(late)).toEqual([
    {
      why: 'the driver itself was late: send lag p99 60 ms, limit 50 ms',
      advice: expect.stringMatching(advice),
    },
  ]);
});

test('nothing measured, nothing ended, nothing answered and a kind that always fails are each told apart', () => {
  const none = totalsOf(new Recorder(1000), {}, 1000, 0);
  const said = (more: Partial<Suspect>) => flawsOf({ ...suspect(0), ...more }).map(({ why }) => why);
  expect(said({ requests: none, counts: {} })).toEqual(['nothing was measured']);
  expect(said({ requests: { ...none, due: 9, unfinished: 9 } })).toEqual([
    'no request that was due had an end before the run had one',
  ]);
  expect(said({ requests: { ...none, due: 9, failed: 9 } })).toEqual(['not one request was answered']);
  const kinds = { order: { expected: '202', asExpected: 0, otherwise: 9, failed: 0, unfinished: 0 } };
  expect(said({ requests: { ...none, due: 9, answered: 9, kinds }, counts: { 'order 404': 9 } })).toEqual([
    'no order was answered 202, of 9: 404 ×9',
  ]);
  expect(said({ failure: 'mongod was gone' })).toEqual([
    'the invariants could not be judged: mongod was gone',
  ]);
});
