import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const forgottenRelease: Bug = {
  name: 'forgotten-release',
  edits: [
    {
      file: 'services/inventory/decide.ts',
      find: `  if (order === 'released') return { kind: 'done' };
  if (order && order.reserved`,
      replace: `  if (order === 'released' || !order) return { kind: 'done' };
  if (order && order.reserved`,
    },
  ],
  why: 'A release that finds nothing to release is not remembered.',
  exposedBy:
    'The saga gives up on a slow reserve and releases; then the reserve arrives and holds units for ever.',
  caughtBy: ['units-conserved'],
  cause: {
    process: 'inventory',
    faults: [...LOSES, ...DATABASE_AWAY],
    moment: { is: 'message', by: 'orchestrator', to: 'inventory', says: '/release', isFirst: true },
  },
};
