/** Everything that a real MongoDB 4.4.0 was recorded to answer, asked of the model over TCP. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { casesOf, RECORDED } from './cases.ts';
import { MISSING } from './missing.ts';
import { RecordingsOnModel } from './on-model.ts';

let model: RecordingsOnModel;

beforeAll(async () => {
  model = await RecordingsOnModel.start();
});

afterAll(() => model.close());

test.each(RECORDED)('%s: answers as the real server did', async (file) => {
  const cases = casesOf(file);
  const failed: Record<string, string[]> = {};
  for (const one of cases) {
    const found = await model.replay(one);
    if (found.length > 0) failed[one.name] = found;
  }
  console.log(`${file}: ${cases.length - Object.keys(failed).length} of ${cases.length} cases`);
  const unexpected = Object.fromEntries(Object.entries(failed).filter(([name]) => !(name in MISSING)));
  expect(unexpected).toEqual({});
  const mended = cases.filter((c) => c.name in MISSING && !(c.name in failed)).map((c) => c.name);
  expect(mended, 'listed as missing, but answered rightly').toEqual([]);
});
