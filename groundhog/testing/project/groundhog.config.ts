import { invariant, mix, scenario, withDatabase } from 'groundhog';

export default scenario({
  name: 'notes',
  services: {
    api: {
      entry: 'src/api.ts',
      instances: [1, 3],
      port: 3000,
      env: ({ port, mongoUri }) => ({ PORT: String(port), MONGO_URL: withDatabase(mongoUri, 'notes') }),
    },
  },
  size: { usual: 20, of: 'notes' },
  workload: mix({
    write: {
      ask: (n) => ({ to: 'api', method: 'PUT', path: `/notes/${n}`, payload: { text: `text ${n}` } }),
    },
  }),
  invariants: [
    invariant.acknowledgedIsKept({ kinds: ['write'], db: 'notes', coll: 'notes' }),
    invariant('notes are not empty', 'No note is stored without a text.', (found) => ({
      onChange: ({ atMs, id, after }) =>
        after !== null && !after.text ? [found(atMs, `notes ${String(id)}`, 'has no text')] : [],
    })),
    invariant.noUncaughtError(),
  ],
  stores: {
    collections: [{ db: 'notes', coll: 'notes', history: ['_id', 'text'] }],
    told: { write: ['id'] },
  },
});
