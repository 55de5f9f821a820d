/** Nights of the same code on both sides: each alarm is a false one, and the width of the intervals says what is seen. */
import path from 'node:path';
import { median } from '../../harness/median.ts';
import { GATES } from '../nightly/compare.ts';
import { nightsIn } from '../nightly/history.ts';
import { runNode } from '../run-node.ts';
import { withTempDir } from '../temp-dir.ts';
import { type Section, scaled } from './section.ts';

const NIGHTS = 10;
/** Shorter than a real night's, so that ten of them take less than an hour. */
const SHORT = ['--slices', '5', '--slice-seconds', '4', '--warmup', '3', '--seeds', '0'];

async function night(dir: string): Promise<number> {
  const flags = ['--base', 'HEAD', ...SHORT, '--history', path.join(dir, 'nights.jsonl'), '--out', dir];
  return (await runNode(['scripts/nightly.ts', ...flags], { isShown: true })).code;
}

export const sameCode: Section = {
  name: 'same-code',
  says: 'ten short nights of head against itself: false alarms, and the width of the intervals',
  measure: (scale) =>
    withTempDir('same-code', async (dir) => {
      const exitCodes: number[] = [];
      for (let n = 0; n < scaled(NIGHTS, scale); n++) exitCodes.push(await night(dir));
      const nights = nightsIn(path.join(dir, 'nights.jsonl'));
      // A second pass, if there was one, comes behind the first.
      const first = nights.flatMap(({ comparisons }) => comparisons.slice(0, GATES.length));
      const metrics = [...new Set(first.map((c) => c.metric))].map((metric) => {
        const of = first.filter((c) => c.metric === metric);
        const widths = of.map((c) => c.highPercent - c.lowPercent);
        return {
          metric,
          suspected: of.filter((c) => c.isWorse).length,
          widthMedianPercent: median(widths),
          widthMostPercent: Math.max(...widths),
        };
      });
      const alarms = exitCodes.filter((code) => code === 1).length;
      const broken = exitCodes.filter((code) => code > 1 || code < 0).length;
      console.log(`  ${exitCodes.length} nights, ${alarms} false alarms, ${broken} that could not be run`);
      for (const { metric, suspected, widthMedianPercent, widthMostPercent } of metrics)
        console.log(
          `  ${metric}: interval ${widthMedianPercent.toFixed(0)} points wide, ${widthMostPercent.toFixed(0)} at most; suspected in ${suspected} first passes`,
        );
      for (const { failures, warnings } of nights)
        for (const line of [...failures, ...warnings]) console.log(`    ${line}`);
      return { exitCodes, alarms, metrics, nights };
    }),
};
