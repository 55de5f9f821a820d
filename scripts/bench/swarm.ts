/** Whether leaving most faults out of each seed shows more than having them all on, at equal seeds. */
import os from 'node:os';
import { loadScenario } from '../../harness/scenario/load.ts';
import { wholeZoo } from '../../sim/zoo/lanes.ts';
import { interruption } from '../run-node.ts';
import { compareFailures, type Shown } from './distinct.ts';
import { type Section, scaled } from './section.ts';

const SEEDS = 25;

export const swarm: Section = {
  name: 'swarm',
  says: `different failures that ${SEEDS} seeds of each planted bug show, with swarm and with all faults on`,
  async measure(scale) {
    const seeds = scaled(SEEDS, scale);
    const zoo = wholeZoo(await loadScenario());
    let done = 0;
    const onBug = () => process.stderr.write(`${++done} of ${zoo.bugs.length} bugs\n`);
    const shown = await compareFailures(zoo, seeds, os.cpus().length, interruption.signal, onBug);
    interruption.signal.throwIfAborted();
    const ratio = shown.swarm.failures.length / shown.allOn.failures.length;
    const line = (way: string, { failures, failed, seeds: of }: Shown) =>
      console.log(`  ${way.padEnd(13)} ${failures.length} different failures, in ${failed} of ${of} seeds`);
    line('swarm', shown.swarm);
    line('all faults on', shown.allOn);
    console.log(`  ${ratio.toFixed(2)}×`);
    return { ...shown, ratio };
  },
};
