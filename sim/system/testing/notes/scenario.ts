/** A scenario in a page, for tests: one service, run as a process, and its database. */
import { inOrder, invariant, scenario, sending, sent } from '../../../../groundhog/index.ts';

const named = (key: string) => ({ key, path: `/notes/${key}` });

export default scenario({
  name: 'notes',
  services: {
    api: {
      entry: 'sim/system/testing/notes/api.ts',
      instances: [1, 3],
      port: 3000,
      env: ({ name, port, mongoUri }) => ({ NAME: name, PORT: String(port), MONGO_URL: mongoUri }),
    },
  },
  size: { usual: 20, of: 'notes' },
  workload: (fc, { clients, size, live }) =>
    fc
      .record({
        durationMs: fc.integer({ min: 500, max: 5000 }),
        drawn: fc.array(fc.record({ ...sending(fc, clients), isRead: fc.boolean() }), {
          minLength: size,
          maxLength: size,
        }),
      })
      .map(({ durationMs, drawn }) => ({
        data: {},
        durationMs,
        requests: inOrder(
          drawn.map(({ isRead, ...when }, i) => {
            const asked = isRead
              ? { kind: 'read', method: 'GET' }
              : { kind: 'write', method: 'PUT', payload: { text: `text ${i}` }, retry: true };
            return sent({ ...asked, ...named(`${live?.prefix ?? ''}n${i}`), to: 'api' }, when, durationMs);
          }),
        ),
      })),
  invariants: [
    invariant.acknowledgedIsKept({
      kinds: ['write'],
      db: 'notes',
      coll: 'notes',
      matches: ({ payload }, { text }) => (payload as { text: string }).text === text,
    }),
    invariant.unique({ db: 'notes', coll: 'notes', fields: ['_id'] }),
    invariant.noServerErrorAtRest(),
    invariant.answeredAtRest(),
    invariant.noUncaughtError(),
  ],
  stores: {
    collections: [{ db: 'notes', coll: 'notes', history: ['_id', 'text'] }],
    told: { write: ['id'], read: ['text'] },
  },
  bugs: [
    {
      name: 'not-durable',
      edits: [
        {
          file: 'sim/system/testing/notes/api.ts',
          find: "{ writeConcern: { w: 'majority' } }",
          replace: '{ writeConcern: { w: 0 } }',
        },
      ],
      why: 'The note is promised before anybody has it.',
      exposedBy: 'The database does not get the write, or its primary loses it.',
      caughtBy: ['acknowledged notes are kept'],
    },
  ],
});
