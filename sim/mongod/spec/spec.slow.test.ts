/** `docs/mongodb.md` shows what comes of it; `UPDATE_DOCS=1` writes its rows anew. */
import { describe, expect, test } from 'vitest';
import { expectRow } from '../features/page.ts';
import { SERVER_VERSIONS } from '../version.ts';
import { missing, runSpecs } from './index.ts';
import { knownFailure } from './known.ts';
import { rowOf } from './table.ts';

const absent = missing();
if (absent) console.log(`skipped: ${absent}`);

const sets = SERVER_VERSIONS.flatMap((serverVersion) =>
  [1, 3].map((members) => [serverVersion, members] as const),
);

describe.skipIf(absent)('the specification tests of drivers', () => {
  // They mostly wait, for time-outs and elections.
  test.concurrent.each(sets)(
    'on %s, of %i: all that apply pass, but those known not to',
    async (serverVersion, members) => {
      const results = await runSpecs({ serverVersion, members });
      const { server, areas } = results;
      for (const { area, applies, passes } of areas)
        console.log(`${serverVersion} of ${members}, ${area}: ${passes.length} of ${applies}`);
      const unexpected = areas.flatMap(({ area, failed }) =>
        failed
          .filter((one) => !knownFailure(server, area, one.file, one.test))
          .map(({ file, test, why }) => `${area}/${file}: ${test}: ${why}`),
      );
      expect(unexpected).toEqual([]);
      const mended = areas.flatMap(({ area, passes }) =>
        passes
          .filter((one) => knownFailure(server, area, one.file, one.test))
          .map(({ file, test }) => `${area}/${file}: ${test}`),
      );
      expect(mended).toEqual([]);
      expectRow('specification', rowOf(serverVersion, results));
    },
    900_000,
  );
});
