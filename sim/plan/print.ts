/** A plan in a few lines: every drawn parameter is printed before the run starts. */

import { USUAL_VERSION } from '../../harness/mongo/server-version.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { when } from '../../harness/when.ts';
import { plural } from '../../harness/words.ts';
import { faultKind, faultsOf } from '../faults/index.ts';
import { type Branch, type Plan, type Topology, warmUpMsOf } from './plan.ts';

const MOST_FAULTS = 40;
const NAME_WIDTH = 10;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)}s`;

export function printPlan(plan: Plan, scenario: Scenario): string {
  const { topology: t, network, requests, faults, data } = plan;
  const kinds = faultsOf(scenario);
  const rows: (readonly [name: string, says: string])[] = [
    [
      'clock',
      `0 s is when clients are let in, 2024-01-01T00:00:00Z; the world begins at ${when(-warmUpMsOf(plan))}`,
    ],
    ...(plan.character === undefined ? [] : [['character', characterOf(plan)] as const]),
    ...(plan.branch === undefined ? [] : [['branch', branchInWords(plan.branch)] as const]),
    ['topology', `${plural(t.clients, 'client')}, ${instancesOf(t)}, database of ${t.members}`],
    ...(plan.serverVersion === USUAL_VERSION
      ? []
      : [['database', `as MongoDB ${plan.serverVersion} is`] as const]),
    ['network', `${network.latencyUs} µs + up to ${network.jitterUs} µs`],
    ['requests', `${requests.length}, until ${when(plan.chaosMs)}, when all is healed`],
    ...(scenario.describe?.(data, requests) ?? []),
    ['faults', faults.length === 0 ? 'none' : String(faults.length)],
  ];
  const lines = [
    `plan of seed ${plan.seed}`,
    ...rows.map(([name, says]) => `  ${name.padEnd(NAME_WIDTH)} ${says}`),
  ];
  for (const f of faults.slice(0, MOST_FAULTS)) {
    const what = faultKind(kinds, f.kind).describe(f.params);
    const isCut = f.atMs + f.durationMs > plan.chaosMs;
    const span = f.durationMs === 0 ? '' : isCut ? ' until all is healed' : ` for ${seconds(f.durationMs)}`;
    lines.push(`    ${when(f.atMs).padStart(9)} ${f.kind}${span}: ${what}`);
  }
  if (faults.length > MOST_FAULTS) lines.push(`    … and ${faults.length - MOST_FAULTS} more`);
  return lines.join('\n');
}

/** Those it is a branch of come first. */
function branchInWords({ atMs, salt, of }: Branch): string {
  return `${of === undefined ? '' : `${branchInWords(of)}, `}future ${salt} from ${when(atMs)} on`;
}

/** With the kind that a hammer hits with. */
function characterOf({ character, faults }: Plan): string {
  if (character !== 'hammer') return String(character);
  const blows = new Map<string, number>();
  for (const { kind } of faults) blows.set(kind, (blows.get(kind) ?? 0) + 1);
  const [[most, count] = ['nothing', 0]] = [...blows].sort(([, a], [, b]) => b - a);
  return `hammer: ${most}, ${plural(count, 'time')}`;
}

function instancesOf({ instances }: Topology): string {
  return Object.entries(instances)
    .map(([service, count]) => `${service} ×${count}`)
    .join(', ');
}
