import path from 'node:path';
import { faultsOf } from '../../sim/faults/index.ts';
import type { Session } from '../session.ts';
import type { Tool } from '../tool.ts';

export const describeScenario = ({ of }: Session): Tool => ({
  name: 'describe_scenario',
  says: 'What is run and what must hold: services, invariants, faults, states a healthy campaign reaches, planted bugs.',
  takes: {},
  needs: [],
  run() {
    const { scenario, file, root } = of;
    const { name, size, services, invariants, sometimes = [], bugs = [] } = scenario;
    return {
      name,
      file: path.relative('.', file),
      size,
      services: Object.entries(services).map(([name, { says, entry, instances, outside }]) => ({
        name,
        says,
        entry: path.relative(root, path.resolve(root, entry)),
        instances,
        ...(outside && { outside }),
      })),
      invariants: invariants.map(({ name, says }) => ({ name, says })),
      faults: faultsOf(scenario).map(({ kind, says }) => ({ kind, says })),
      sometimes: sometimes.map(({ name, says }) => ({ name, says })),
      bugs: bugs.map(({ name, why, exposedBy, caughtBy }) => ({ name, why, exposedBy, caughtBy })),
    };
  },
});
