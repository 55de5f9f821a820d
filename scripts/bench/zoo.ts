/** How fast each planted bug is found, with swarm and without: what `npm run zoo` measures. */
import os from 'node:os';
import { loadScenario } from '../../harness/scenario/load.ts';
import { wholeZoo } from '../../sim/zoo/lanes.ts';
import { survey } from '../../sim/zoo/survey.ts';
import { printSummary, printTable, type Row, rowOf } from '../../sim/zoo/table.ts';
import { interruption } from '../run-node.ts';
import { fileOf, SCENARIOS, type ScenarioName } from './scenarios.ts';
import { type Section, scaled } from './section.ts';

export const zoo: Section = {
  name: 'zoo',
  says: 'seeds and seconds until each planted bug of each scenario is found, over five disjoint ranges, with swarm and without',
  async measure(scale) {
    const limit = scaled(200, scale);
    const options = { ranges: 5, limit, workers: os.cpus().length, compare: true };
    const figures: Partial<Record<ScenarioName, Row[]>> = {};
    for (const scenario of SCENARIOS) {
      const found = await survey(
        wholeZoo(await loadScenario(fileOf(scenario))),
        options,
        interruption.signal,
      );
      interruption.signal.throwIfAborted();
      const rows = found.map(rowOf);
      console.log(`\n${scenario}\n${printTable(rows, limit)}\n\n${printSummary(rows, limit)}`);
      figures[scenario] = rows;
    }
    return figures;
  },
};
