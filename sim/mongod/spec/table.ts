/** What came of the tests on one set, as a row of the table in `docs/mongodb.md`. */
import type { Results } from './index.ts';
import { knownFailure } from './known.ts';

export function rowOf(version: string, { server, areas }: Results): string[] {
  const applies = sum(areas.map((area) => area.applies));
  const passed = sum(areas.map(({ passes }) => passes.length));
  const why = areas.flatMap(({ area, failed }) =>
    failed.map(({ file, test }) => knownFailure(server, area, file, test) ?? 'not known why'),
  );
  const left = areas.flatMap((area) =>
    Object.entries(area.left).flatMap(([reason, count]) => Array<string>(count).fill(reason)),
  );
  const share = `${((100 * passed) / applies).toFixed(1)} %`;
  return [
    version,
    String(server.members),
    String(applies),
    String(passed),
    share,
    counted(why),
    counted(left),
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);

/** Each of what there is several times, the most frequent first. */
function counted(all: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([one, n]) => `${n} ${one}`)
    .join('; ');
}
