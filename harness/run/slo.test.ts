import { expect, test } from 'vitest';
import { Recorder } from '../load/index.ts';
import { totalsOf } from './kinds.ts';
import { judgeSlo, metricsOf, parseSlo } from './slo.ts';
import { FlowRecorder, spectrumOf } from './spectrum.ts';

const recorder = new Recorder(1000);
for (let i = 0; i < 1000; i++) {
  const dueUs = i * 10_000;
  recorder.record('order', {
    index: i,
    dueUs,
    takenUs: dueUs,
    sentUs: dueUs,
    doneUs: dueUs + (i + 1) * 100,
    connection: 'a',
    status: i % 500 === 0 ? 0 : i % 500 === 1 ? 503 : 202,
    failure: i % 500 === 0 ? 'reset' : null,
    body: null,
  });
}
const kinds = {
  order: { says: 'a new order', limit: 'accept' },
  'read-product': { says: '' },
  'GET /a.b': { says: '' },
};
const flow = { what: 'orders', until: 'to their end', says: 'from the 202 to the end', create: () => ({}) };
const metrics = metricsOf({ kinds, names: Object.keys(kinds) }, { live: { flows: { completion: flow } } });
const measured = {
  latency: {
    response: spectrumOf(recorder.response),
    service: spectrumOf(recorder.service),
    sendLag: spectrumOf(recorder.sendLag),
    queue: spectrumOf(recorder.queue),
    kinds: { order: spectrumOf(recorder.kinds.get('order')!) },
  },
  flows: { completion: { ...flow, open: [], ...new FlowRecorder(1000).flow(0) } },
  requests: totalsOf(recorder, kinds, 10_000, 100),
};
const judge = (text: string) => judgeSlo(parseSlo(text, metrics), metrics, measured);

test('a limit on a latency is held against that percentile, in its unit', () => {
  expect(judge('accept.p99<250ms')).toEqual({
    ...{ limit: 'accept.p99<250ms', metric: 'accept', figure: 99, compare: '<', bound: 250 },
    value: expect.stringMatching(/^99\.\d+ ms$/),
    met: true,
  });
  expect(judge('accept.p99 < 99000us').met).toBe(false);
  expect(judge('response.max<=0.11s').met).toBe(true);
  expect(judge('service.mean>60ms').met).toBe(false);
  expect(judge('accept.p99.9<99ms').met).toBe(false);
});

test('a kind of request may be named by what is asked', () => {
  const { metric, figure, limit } = parseSlo('GET /a.b.p99.9 < 1s', metrics);
  expect([metric, figure, limit]).toEqual(['GET /a.b', 99.9, 1000]);
});

test('errors are what got no answer or a 5xx; throughput is what was answered', () => {
  expect(measured.requests.failedPercent).toBeCloseTo(0.4);
  expect(judge('errors<0.5%').met).toBe(true);
  expect(judge('errors<0.4%').met).toBe(false);
  // What was due in the last second is in part answered after it.
  expect(measured.requests.answeredPerS).toBeCloseTo(98.9);
  expect(judge('throughput>=98.9/s').met).toBe(true);
});

test('a limit on what was never measured is missed', () => {
  expect(judge('completion.p99<1s')).toMatchObject({ value: null, met: false });
  expect(judge('read-product.p50<1s').met).toBe(false);
});

test('what had no end took longer than all that had one: a percentile that reaches into it is not known', () => {
  const unfinished = { ...measured.requests, unfinished: 20 };
  unfinished.kinds = { order: { ...unfinished.kinds.order!, unfinished: 20 } };
  const judgeThem = (text: string) =>
    judgeSlo(parseSlo(text, metrics), metrics, { ...measured, requests: unfinished });
  expect(judgeThem('accept.p99<10s')).toMatchObject({ value: null, met: false });
  expect(judgeThem('response.max<10s')).toMatchObject({ value: null, met: false });
  expect(judgeThem('accept.mean<10s')).toMatchObject({ value: null, met: false });
  // 1020 in all: half of them is the 510th of the 1000 that ended.
  expect(judgeThem('accept.p50<51.1ms').met).toBe(true);
  expect(judgeThem('accept.p50<50.9ms').met).toBe(false);
});

test.each([
  ['accept<250ms', 'which figure'],
  ['accept.p101<250ms', 'which figure'],
  ['accept.p99=250ms', 'is no limit'],
  ['accept.p99<250', 'is no limit'],
  ['accept.p99<2%', 'ms or s'],
  ['errors<5ms', 'in %'],
  ['errors.p99<5%', 'in %'],
  ['latency.p99<1s', "unknown 'latency'"],
])('%s is refused with a reason', (text, reason) => {
  expect(() => parseSlo(text, metrics)).toThrow(reason);
});
