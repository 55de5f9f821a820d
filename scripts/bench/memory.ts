/** Does a process that runs many seeds grow? Resident size after the last of them against after the first few. */
import { runScript } from './script.ts';
import { type Section, scaled } from './section.ts';

const SCRIPT = `
  import './sim/engine.ts';
  const { run } = await import('./sim/engine.ts');
  const { drawPlan } = await import('./sim/plan/draw.ts');
  const [early, late] = process.argv.slice(-2).map(Number);
  for (let n = 1; n <= late; n++) {
    await run(drawPlan(60000 + n));
    if (n === early || n === late) {
      gc();
      console.log(process.memoryUsage().rss);
    }
  }
`;

export const memory: Section = {
  name: 'memory',
  says: 'resident size of one process after 50 and after 500 seeds',
  async measure(scale) {
    const [early, late] = [scaled(50, scale), scaled(500, scale)];
    const out = await runScript(SCRIPT, [early, late], ['--expose-gc']);
    const [earlyBytes, lateBytes] = out.split('\n').map(Number);
    const [earlyMiB, lateMiB] = [earlyBytes! / 2 ** 20, lateBytes! / 2 ** 20];
    const ratio = lateMiB / earlyMiB;
    console.log(
      `  ${earlyMiB.toFixed(0)} MiB after ${early}, ${lateMiB.toFixed(0)} MiB after ${late}: ${ratio.toFixed(2)}×`,
    );
    return { early, late, earlyMiB, lateMiB, ratio };
  },
};
