/** One seed, one trace, on any machine: what hosts are told of theirs is the same too. */
import { expect, test } from 'vitest';
import { environments, tellFrom } from './environments.ts';

const FLAGS = ['--seed', '1', '--runs', '2', '--orders', '8'];

test('wherever it runs, hosts are told the same, and seeds have the same two hashes', async () => {
  const { env, ...rest } = Object.assign({}, ...Object.values(environments));
  const everywhere = { ...rest, env: Object.assign({}, ...Object.values(environments).map((e) => e.env)) };
  const [here, there] = await Promise.all([tellFrom({}, FLAGS), tellFrom(everywhere, FLAGS)]);
  expect(Object.keys(here.hashes)).toHaveLength(2);
  expect(there).toEqual(here);
}, 240_000);
