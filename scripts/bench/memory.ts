/** Does a process that runs many seeds grow? Its size after the last of them against after the first few. */
import { runScript, SIMULATE } from './script.ts';
import { type Section, scaled } from './section.ts';

const SCRIPT = `
  ${SIMULATE}
  const [first, early, late] = process.argv.slice(-3).map(Number);
  const tell = (line) => console.log(JSON.stringify(line));
  const marks = new Set([early, ...Array.from({ length: 10 }, (_, i) => Math.round((late * (i + 1)) / 10))]);
  for (let n = 1; n <= late; n++) {
    const { seed, verdict, traceHash } = await simulate(plan(first + n - 1));
    tell({ seed, verdict, traceHash });
    if (!marks.has(n)) continue;
    gc();
    const { rss, heapUsed } = process.memoryUsage();
    tell({ after: n, rssMiB: rss / 2 ** 20, heapMiB: heapUsed / 2 ** 20 });
    process.stderr.write(n + ' of ' + late + ' seeds\\n');
  }
`;

const FIRST = 60_001;
const EARLY = 50;
const LATE = 5000;

interface Size {
  after: number;
  rssMiB: number;
  heapMiB: number;
}
type Line = Size | { seed: number; verdict: string; traceHash: string };

export const memory: Section = {
  name: 'memory',
  says: `size of one process after ${EARLY} and after ${LATE.toLocaleString('en')} seeds, and on the way`,
  async measure(scale) {
    const late = scaled(LATE, scale);
    const early = Math.min(EARLY, late);
    const out = await runScript(SCRIPT, [FIRST, early, late], ['--expose-gc', '--max-semi-space-size=64']);
    const lines = out.split('\n').map((line) => JSON.parse(line) as Line);
    const sizes = lines.filter((line) => 'after' in line);
    const seeds = lines.filter((line) => 'seed' in line);
    const failed = seeds.filter((s) => s.verdict !== 'passed');
    const at = (n: number) => sizes.find((size) => size.after === n)!;
    const ratio = at(late).rssMiB / at(early).rssMiB;
    for (const { after, rssMiB, heapMiB } of sizes)
      console.log(
        `  after ${String(after).padStart(5)}  ${rssMiB.toFixed(0)} MiB, heap ${heapMiB.toFixed(1)}`,
      );
    console.log(`  ${ratio.toFixed(2)}×; ${seeds.length - failed.length} of ${seeds.length} passed`);
    for (const { seed, verdict } of failed) console.log(`    seed ${seed} ${verdict}`);
    return { sizes, ratio, failed, traces: seeds.map((s) => s.traceHash) };
  },
};
