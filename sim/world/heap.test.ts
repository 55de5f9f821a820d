import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventHeap, type SimEvent } from './heap.ts';

let seq = 0;
const event = (timeUs: number, tie = 0): SimEvent => ({
  timeUs,
  tie,
  seq: seq++,
  host: null,
  incarnation: 0,
  kind: '',
  detail: '',
  context: null,
  run: () => {},
});

const popAll = (heap: EventHeap): SimEvent[] => {
  const all: SimEvent[] = [];
  for (let e = heap.pop(); e; e = heap.pop()) all.push(e);
  return all;
};

test('gives events by time, then tie, then first in first out, without the cancelled ones', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ time: fc.nat(20), tie: fc.nat(2), cancel: fc.boolean() }), { maxLength: 300 }),
      (items) => {
        const heap = new EventHeap();
        const events = items.map((i) => ({ ...i, event: event(i.time, i.tie) }));
        for (const { event } of events) heap.push(event);
        for (const { event, cancel } of events) if (cancel) heap.cancel(event);
        const expected = events
          .filter((e) => !e.cancel)
          .map((e) => e.event)
          .sort((a, b) => a.timeUs - b.timeUs || a.tie - b.tie || a.seq - b.seq);
        expect(popAll(heap)).toEqual(expected);
      },
    ),
  );
});

test('keeps its order when most of many events are cancelled', () => {
  const heap = new EventHeap();
  const events = Array.from({ length: 5000 }, (_, i) => event((i * 7919) % 5000));
  for (const e of events) heap.push(e);
  events.forEach((e, i) => {
    if (i % 10 !== 0) heap.cancel(e);
  });
  const times = popAll(heap).map((e) => e.timeUs);
  expect(times).toHaveLength(500);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});
