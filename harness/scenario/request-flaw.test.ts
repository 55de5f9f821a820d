import { expect, test } from 'vitest';
import type { PlannedRequest } from './request.ts';
import { requestFlaw } from './request-flaw.ts';
import type { Service } from './scenario.ts';

const service: Service = { entry: 'x.js', instances: 1, env: () => ({}) };
const scenario = { services: { api: { ...service, port: 80 }, worker: service } };
const right: PlannedRequest = {
  ...{ kind: 'buy', key: '1', to: 'api', method: 'POST', path: '/', atMs: 10, client: 1 },
  payload: { n: 1, list: [null, 'x'], left: undefined },
};
const flawOf = (more: object) => requestFlaw({ ...right, ...more }, scenario, { clients: 2, untilMs: 10 });

test('a right one has none', () => expect(flawOf({})).toBeUndefined());

test.each([
  [{ key: 7n }, 'its key is no string: 7n'],
  [{ to: 'nobody' }, "it is sent to 'nobody', which is no service of the scenario"],
  [{ to: 'worker' }, "it is sent to 'worker', which has no port"],
  [{ follow: { ...right, to: 'worker' } }, "it is sent to 'worker', which has no port"],
  [{ path: 'x' }, 'its path must begin with a slash: x'],
  [{ retries: true }, expect.stringMatching(/^a request knows no 'retries'/)],
  [{ client: 2 }, 'its client is 2, of 2 from 0'],
  [{ atMs: 11 }, 'it is due at 11 ms, of 10'],
  [{ atMs: Number.NaN }, 'it is due at NaN ms, of 10'],
])('%o', (more, flaw) => expect(flawOf(more)).toEqual(flaw));

test.each([[new Date(0)], [Number.NaN], [1n], [() => 1], [[new Map()]], [{ deep: { toJSON: () => 1 } }]])(
  '%o is no data',
  (payload) => expect(flawOf({ payload })).toBe('it is no plain data'),
);
