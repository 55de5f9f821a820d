/** For tests of what is told of a failure: the only write to the database is lost on its way. With the bug `not-durable` nobody waits to hear of it. */
export const LOST_WRITE = {
  version: 2,
  scenario: 'notes',
  seed: 1,
  topology: { clients: 1, instances: { api: 1 }, members: 3 },
  network: { latencyUs: 500, jitterUs: 0 },
  chaosMs: 400,
  data: {},
  requests: [
    {
      atMs: 100,
      client: 0,
      kind: 'write',
      key: 'n0',
      to: 'api',
      method: 'PUT',
      path: '/notes/n0',
      payload: { text: 'one' },
      retry: true,
    },
  ],
  faults: ['mongo-1', 'mongo-2', 'mongo-3'].map((host) => ({
    kind: 'reset',
    atMs: 100,
    durationMs: 20,
    params: { host, percent: 100 },
  })),
};
