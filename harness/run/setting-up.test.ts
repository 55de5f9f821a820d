import type { MongoClient } from 'mongodb';
import { expect, test } from 'vitest';
import { CannotStart } from './options.ts';
import { SettingUp } from './setting-up.ts';

const mongo = {} as MongoClient;

test('what is there already is not set up again; other data are', async () => {
  const seen: unknown[] = [];
  const settingUp = new SettingUp(async (_mongo, data) => {
    seen.push(data);
  });
  for (const data of [{}, {}, { prefix: 'a' }, {}, { prefix: 'a' }]) await settingUp.run(mongo, data);
  expect(seen).toEqual([{}, { prefix: 'a' }]);
});

test('an error in it is one line that names it, and says so when it was run before', async () => {
  let rows = 0;
  const settingUp = new SettingUp(async () => {
    if (rows++ > 0) throw new Error('E11000 duplicate key error\n    at somewhere');
  });
  await settingUp.run(mongo, { n: 1 });
  const error = await settingUp.run(mongo, { n: 2 }).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(CannotStart);
  expect((error as Error).message).toMatch(
    /^setup of the scenario ends with an error: E11000 duplicate key error, run again .* upsert.*$/,
  );
});

test('what failed is not there, and is tried again', async () => {
  let tries = 0;
  const settingUp = new SettingUp(async () => {
    if (tries++ === 0) throw new Error('no primary');
  });
  await expect(settingUp.run(mongo, {})).rejects.toThrow(
    /^setup of the scenario ends with an error: no primary$/,
  );
  await settingUp.run(mongo, {});
  expect(tries).toBe(2);
});
