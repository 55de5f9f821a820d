import { expect, test } from 'vitest';
import { Recorder } from '../load/index.ts';
import { errorPercent, judgeSlo, parseSlo, throughputPerS } from './slo.ts';
import { FlowRecorder, spectrumOf, timelineOf } from './spectrum.ts';

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
const measured = {
  latency: {
    response: spectrumOf(recorder.response),
    service: spectrumOf(recorder.service),
    sendLag: spectrumOf(recorder.sendLag),
    queue: spectrumOf(recorder.queue),
    kinds: { order: spectrumOf(recorder.kinds.get('order')!) },
  },
  completion: new FlowRecorder(1000).flow,
  projection: new FlowRecorder(1000).flow,
  counts: recorder.counts,
  timeline: timelineOf(recorder),
};
const judge = (text: string) => judgeSlo(parseSlo(text), measured);

test('a limit on a latency is held against that percentile, in its unit', () => {
  expect(judge('accept.p99<250ms')).toEqual({
    limit: 'accept.p99<250ms',
    value: expect.stringMatching(/^99\.\d+ ms$/),
    met: true,
  });
  expect(judge('accept.p99 < 99000us').met).toBe(false);
  expect(judge('response.max<=0.11s').met).toBe(true);
  expect(judge('service.mean>60ms').met).toBe(false);
  expect(judge('accept.p99.9<99ms').met).toBe(false);
});

test('errors are what got no answer or a 5xx; throughput is what was answered', () => {
  expect(errorPercent(recorder.counts)).toBeCloseTo(0.4);
  expect(judge('errors<0.5%').met).toBe(true);
  expect(judge('errors<0.4%').met).toBe(false);
  // What was due in the last second is in part answered after it.
  expect(throughputPerS(measured.timeline)).toBeCloseTo(98.9);
  expect(judge('throughput>=98.9/s').met).toBe(true);
});

test('a limit on what was never measured is missed', () => {
  expect(judge('completion.p99<1s')).toEqual({ limit: 'completion.p99<1s', value: null, met: false });
  expect(judge('read-product.p50<1s').met).toBe(false);
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
  expect(() => parseSlo(text)).toThrow(reason);
});
