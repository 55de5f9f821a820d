import { expect, test } from 'vitest';
import { type Outcome, Recorder } from '../load/index.ts';
import { alwaysFailing, expectedOf, isExpected, totalsOf } from './kinds.ts';

const KINDS = {
  order: { says: 'a new order', right: '202' },
  conflict: { says: 'another under a known id', right: '409' },
  bad: { says: 'no sense', right: '4xx' },
  'read-product': { says: 'a product' },
};

function recorded(answers: Record<string, number>): Recorder {
  const recorder = new Recorder(1000);
  let at = 0;
  for (const [name, count] of Object.entries(answers)) {
    const [kind, said] = name.split(' ') as [string, string];
    const isStatus = /^\d+$/.test(said);
    for (let i = 0; i < count; i++) {
      const dueUs = at++ * 1000;
      recorder.record(kind, {
        ...{
          index: 0,
          dueUs,
          takenUs: dueUs,
          sentUs: dueUs,
          doneUs: dueUs + 500,
          connection: 'a',
          body: null,
        },
        status: isStatus ? Number(said) : 0,
        failure: isStatus ? null : (said as Outcome['failure']),
      });
    }
  }
  return recorder;
}

test('a kind of request that is never answered as it should be is told, also if it is answered', () => {
  const recorder = recorded({
    'order 202': 5,
    'order reset': 1,
    'read-product 404': 7,
    'read-product timeout': 2,
  });
  const totals = totalsOf(recorder, KINDS, 1000, 15);
  expect(totals).toMatchObject({ due: 15, answered: 12, failed: 3, unfinished: 0, failedPercent: 20 });
  expect(totals.kinds['read-product']).toEqual({
    ...{ expected: '2xx', asExpected: 0, otherwise: 9, failed: 2, unfinished: 0 },
  });
  expect(alwaysFailing(totals, recorder.counts)).toEqual([
    'no read-product was answered 2xx, of 9: 404 ×7, timeout ×2',
  ]);
});

test('one good answer is enough; a few bad ones say nothing, nor does what had no end', () => {
  const recorder = recorded({
    'order 202': 1,
    'order 503': 99,
    'read-order unfinished': 3,
    'bad 415': 1,
    'bad 202': 2,
    'conflict 202': 4,
  });
  const totals = totalsOf(recorder, KINDS, 1000, null);
  expect(alwaysFailing(totals, recorder.counts)).toEqual([]);
  expect(totals).toMatchObject({ due: 110, failed: 99, unfinished: 3 });
});

test('answers per second are of the time driven, not of the time after it', () => {
  const recorder = recorded({ 'order 202': 3500 });
  expect(totalsOf(recorder, KINDS, 2000, 1000).answeredPerS).toBe(1000);
  expect(totalsOf(recorder, KINDS, 3000, 1000).answeredPerS).toBe(1000);
});

test.each([
  ['order', '202', true],
  ['order', '200', false],
  ['conflict', '409', true],
  ['conflict', '202', false],
  ['bad', '413', true],
  ['bad', '500', false],
  ['bad', 'reset', false],
  ['read-product', '404', false],
  ['read-product', '204', true],
  ['nobody told of it', '404', true],
  ['nobody told of it', '500', false],
  ['nobody told of it', 'reset', false],
])('%s answered %s: as it should be is %s', (kind, said, expected) => {
  expect(isExpected(expectedOf(KINDS, kind), said)).toBe(expected);
});
