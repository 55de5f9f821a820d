import { expect, test } from 'vitest';
import type { Answer, Change } from '../invariants/index.ts';
import type { FlowSpec } from '../scenario/live.ts';
import { FlowMeter } from './flow.ts';

/** Begins with a 201, ends with a change that says so; `written` begins when the document says. */
const spec: FlowSpec = {
  ...{ what: 'jobs', until: 'to their end', says: 'from the promise to the end' },
  create: () => ({
    onAnswer: ({ key, status }) => (status === 201 ? [{ is: 'begun', id: key }] : []),
    onChange: ({ id, after }) =>
      after?.written
        ? [{ is: 'begun', id: String(id), at: after.written }]
        : [{ is: 'ended', id: String(id) }],
  }),
};
const answer = (key: string, atMs: number, status = 201) => ({ key, atMs, status }) as Answer;
const change = (id: string, atMs: number, after: object = {}) => ({ id, atMs, after }) as Change;

test('it counts from the first begin to the first end, whichever is seen first, and once', () => {
  const meter = new FlowMeter(spec, 1000, () => 0);
  meter.onAnswer(answer('a', 100));
  meter.onAnswer(answer('a', 150));
  expect(meter.open).toBe(1);
  meter.onChange(change('a', 300));
  meter.onChange(change('a', 400));
  meter.onAnswer(answer('a', 500));
  meter.onChange(change('b', 1500));
  meter.onAnswer(answer('b', 1450));
  meter.onAnswer(answer('c', 1700));
  const { all, maxMs, open, unfinished } = meter.flow(2);
  expect([all.count, unfinished]).toEqual([2, 1]);
  expect(open).toEqual([0, 1]);
  // Two digits are kept for what is drawn.
  expect(maxMs[0]! / 200).toBeCloseTo(1, 1);
  expect(maxMs[1]! / 50).toBeCloseTo(1, 1);
});

test('what began in the warm-up is under way, and not counted', () => {
  const meter = new FlowMeter(spec, 1000, () => 0);
  meter.onAnswer(answer('a', -100));
  meter.onAnswer(answer('b', -100));
  expect(meter.open).toBe(2);
  meter.onChange(change('a', 50));
  expect(meter.flow(1)).toMatchObject({ all: { count: 0 }, unfinished: 0, open: [1] });
});

test('a begin that is written down counts from then, by the time of the run', () => {
  const epochMs = 1_000_000;
  const meter = new FlowMeter(spec, 1000, () => epochMs);
  meter.onChange(change('a', 25, { written: new Date(epochMs + 10) }));
  meter.onChange(change('b', 25, { written: new Date(epochMs + 70) }));
  meter.onChange(change('a', 60));
  // A clock that is ahead of ours.
  meter.onChange(change('b', 60));
  const { all } = meter.flow(1);
  expect(all.maxMs).toBeCloseTo(50, 0);
  expect(all.minMs).toBe(0);
});
