import { expect, test } from 'vitest';
import { Recorder } from './recorder.ts';
import type { Outcome } from './request.ts';

const outcome = (i: number): Outcome => ({
  step: 'first',
  index: i,
  dueUs: i * 10_000,
  takenUs: i * 10_000 + (i % 7) * 100,
  sentUs: i % 50 === 0 ? null : i * 10_000 + (i % 11) * 300,
  doneUs: i * 10_000 + 1000 + ((i * 7919) % 10_007) * (i % 13),
  connection: 'a',
  status: i % 50 === 0 ? 0 : i % 20 === 0 ? 503 : 202,
  failure: i % 50 === 0 ? 'timeout' : null,
  body: null,
});

test('histograms of several recorders merge into exactly what one would have recorded', () => {
  const whole = new Recorder(1000);
  const parts = [new Recorder(1000), new Recorder(1000), new Recorder(1000)];
  for (let i = 0; i < 3000; i++) {
    const kind = i % 3 === 0 ? 'read' : 'order';
    whole.record(kind, outcome(i));
    parts[i % 3]!.record(kind, outcome(i));
  }
  const merged = new Recorder(1000);
  for (const part of parts) merged.merge(JSON.parse(JSON.stringify(part)));
  expect(JSON.parse(JSON.stringify(merged))).toEqual({
    ...JSON.parse(JSON.stringify(whole)),
    kinds: expect.objectContaining(JSON.parse(JSON.stringify(whole)).kinds),
  });
  expect(merged.response.count).toBe(3000);
});

test('failures keep their time, and are counted by what they were and when they were known', () => {
  const recorder = new Recorder(1000);
  recorder.record('order', { ...outcome(50), dueUs: 0, doneUs: 2_500_000 });
  expect(recorder.response.maxUs / 1e6).toBeCloseTo(2.5, 2);
  expect(recorder.service.count).toBe(0);
  expect(recorder.counts).toEqual({ 'order timeout': 1 });
  expect(recorder.slices.map(({ due, done }) => [due, done])).toEqual([
    [1, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(recorder.slices[2]!.failures).toEqual({ timeout: 1 });
});

test('what had no end when the run had one is no failure and in no percentile, but counted', () => {
  const recorder = new Recorder(1000);
  recorder.record('order', { ...outcome(50), dueUs: 0, doneUs: 300_000, status: 202, failure: null });
  recorder.record('order', { ...outcome(50), dueUs: 500_000, doneUs: 9_000_000, failure: 'unfinished' });
  expect(recorder.response.count).toBe(1);
  expect(recorder.response.maxUs).toBe(300_000);
  expect(recorder.kinds.get('order')!.count).toBe(1);
  expect(recorder.counts).toEqual({ 'order 202': 1 });
  expect(recorder.unfinished).toEqual({ order: 1 });
  expect(recorder.slices.map(({ due, ended, failures }) => [due, ended, failures])).toEqual([[2, 1, {}]]);
});

test('what was due before time 0 counts only as work that was open then, and as done when it was', () => {
  const recorder = new Recorder(1000);
  const early = {
    ...outcome(50),
    dueUs: -500_000,
    takenUs: -500_000,
    sentUs: -400_000,
    status: 202,
    failure: null,
  };
  recorder.record('order', { ...early, doneUs: -1 });
  recorder.record('order', { ...early, doneUs: 1_500_000 });
  recorder.record('order', { ...early, doneUs: 1_500_000, failure: 'unfinished' });
  expect(recorder.carried).toBe(2);
  expect(recorder.response.count).toBe(0);
  expect([recorder.counts, recorder.unfinished]).toEqual([{}, {}]);
  expect(recorder.slices.map(({ due, done, ended }) => [due, done, ended])).toEqual([
    [0, 0, 0],
    [0, 1, 1],
  ]);
});
