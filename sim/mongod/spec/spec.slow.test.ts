import { beforeAll, describe, expect, test } from 'vitest';
import { type AreaResult, missing, runSpecs } from './index.ts';
import { knownFailure } from './known.ts';

const absent = missing();
if (absent) console.log(`skipped: ${absent}`);

describe.skipIf(absent)('the specification tests of drivers', () => {
  let results: AreaResult[];
  beforeAll(async () => {
    results = await runSpecs();
    for (const { area, applies, passed } of results) console.log(`${area}: ${passed} of ${applies}`);
  }, 600_000);

  test('all that apply pass, but those known not to', () => {
    const unexpected = results.flatMap(({ area, failed }) =>
      failed
        .filter(({ file, test }) => !knownFailure(area, file, test))
        .map(({ file, test, why }) => `${area}/${file}: ${test}: ${why}`),
    );
    expect(unexpected).toEqual([]);
  });

  test('what is known not to pass still does not', () => {
    const mended = results.flatMap(({ area, passes }) =>
      passes
        .filter(({ file, test }) => knownFailure(area, file, test))
        .map(({ file, test }) => `${area}/${file}: ${test}`),
    );
    expect(mended).toEqual([]);
  });

  test('of each area there is something to run', () => {
    expect(results.filter(({ applies }) => applies === 0)).toEqual([]);
    expect(results.reduce((sum, { passed }) => sum + passed, 0)).toBeGreaterThan(950);
  });
});
