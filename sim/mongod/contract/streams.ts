/** Change streams: what the projector lives on. */
import type { Case } from './step.ts';

const watch = (name: string, stage: object = {}, rest: object[] = []) => ({
  cmd: { aggregate: 'c', pipeline: [{ $changeStream: stage }, ...rest], cursor: {} },
  save: {
    [name]: 'cursor.id',
    [`${name}.ns`]: 'cursor.ns',
    [`${name}.first`]: 'cursor.firstBatch',
    [`${name}.start`]: 'cursor.postBatchResumeToken',
  },
  expect: { ok: 1 },
});
const insert = (...ids: number[]) => ({ cmd: { insert: 'c', documents: ids.map((_id) => ({ _id })) } });
const event = (operationType: string, _id: number, more: object = {}) => ({
  operationType,
  documentKey: { _id },
  ...more,
});

export const streams: readonly Case[] = [
  {
    name: 'each kind of write is an event, in the order of the writes',
    steps: [
      { cmd: { create: 'c' } },
      watch('w'),
      insert(1),
      { cmd: { update: 'c', updates: [{ q: { _id: 1 }, u: { $set: { a: 1, b: 2 } } }] } },
      { cmd: { update: 'c', updates: [{ q: { _id: 1 }, u: { $unset: { b: 1 } } }] } },
      { cmd: { update: 'c', updates: [{ q: { _id: 1 }, u: { z: 1 } }] } },
      { cmd: { update: 'c', updates: [{ q: { _id: 1 }, u: { $set: { z: 1 } } }] } },
      { cmd: { delete: 'c', deletes: [{ q: { _id: 1 }, limit: 1 }] } },
      {
        drain: 'w',
        events: 5,
        expect: [
          event('insert', 1, { fullDocument: { _id: 1 } }),
          event('update', 1, { updateDescription: { updatedFields: { a: 1, b: 2 }, removedFields: [] } }),
          event('update', 1, { updateDescription: { updatedFields: {}, removedFields: ['b'] } }),
          event('replace', 1, { fullDocument: { _id: 1, z: 1 } }),
          event('delete', 1),
        ],
      },
    ],
  },
  {
    name: 'a token goes on exactly after its event',
    steps: [
      { cmd: { create: 'c' } },
      watch('w'),
      insert(1, 2, 3),
      { drain: 'w', events: 3, expect: [event('insert', 1), event('insert', 2), event('insert', 3)] },
      watch('x', { resumeAfter: { $var: 'w.0' } }),
      { drain: 'x', events: 2, expect: [event('insert', 2), event('insert', 3)] },
      watch('y', { startAfter: { $var: 'w.start' } }),
      { drain: 'y', events: 3, expect: [event('insert', 1), event('insert', 2), event('insert', 3)] },
    ],
  },
  {
    name: 'a transaction is seen when it commits, all of it in its order, and never when it aborts',
    steps: [
      { cmd: { create: 'c' } },
      watch('w'),
      { start: 's' },
      { ...insert(1), session: 's' },
      insert(2),
      { ...insert(3), session: 's' },
      { start: 't' },
      { ...insert(4), session: 't' },
      { abort: 't' },
      { commit: 's' },
      insert(5),
      {
        drain: 'w',
        events: 4,
        expect: [event('insert', 2), event('insert', 1), event('insert', 3), event('insert', 5)],
      },
    ],
  },
  {
    name: 'a pipeline and a look at the current document',
    steps: [
      { cmd: { create: 'c' } },
      watch('w', { fullDocument: 'updateLookup' }, [{ $match: { operationType: 'update' } }]),
      insert(1),
      { cmd: { update: 'c', updates: [{ q: { _id: 1 }, u: { $set: { a: 1 } } }] } },
      { drain: 'w', events: 1, expect: [event('update', 1, { fullDocument: { _id: 1, a: 1 } })] },
    ],
  },
  {
    name: 'a dropped collection ends its stream with an invalidate',
    steps: [
      { cmd: { create: 'c' } },
      watch('w'),
      insert(1),
      { cmd: { drop: 'c' } },
      {
        drain: 'w',
        events: 3,
        expect: [event('insert', 1), { operationType: 'drop' }, { operationType: 'invalidate' }],
      },
      { ...watch('x', { resumeAfter: { $var: 'w.2' } }), expect: { ok: 0, code: 260 } },
      { cmd: { create: 'c' } },
      watch('y', { startAfter: { $var: 'w.2' } }),
      insert(2),
      { drain: 'y', events: 1, expect: [event('insert', 2)] },
    ],
  },
  {
    name: 'what is no stream is refused',
    steps: [
      { cmd: { create: 'c' } },
      { ...watch('w', { resumeAfter: { _data: 'what' } }), expect: { ok: 0 } },
      { ...watch('w', { what: 1 }), expect: { ok: 0, code: 40415 } },
      { ...watch('w', {}, [{ $group: { _id: null } }]), expect: { ok: 0, code: 20 } },
    ],
  },
];
