import os from 'node:os';
import { expect, test } from 'vitest';
import { loadScenario } from '../../harness/scenario/load.ts';
import { wholeZoo } from './lanes.ts';
import { survey } from './survey.ts';
import { isFoundEverywhere, rowOf } from './table.ts';

const LIMIT = 200;

test('each planted bug is found, by an invariant that is expected to catch it', async () => {
  const options = { ranges: 1, limit: LIMIT, workers: os.cpus().length, compare: false };
  const rows = (await survey(wholeZoo(await loadScenario()), options, new AbortController().signal)).map(
    rowOf,
  );
  expect(rows.filter((row) => !isFoundEverywhere(row)).map((row) => row.bug)).toEqual([]);
}, 3_600_000);
