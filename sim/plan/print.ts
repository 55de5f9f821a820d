/** A plan in a few lines: every drawn parameter is printed before the run starts. */
import { when } from '../../harness/when.ts';
import { plural } from '../../harness/words.ts';
import { faultKind } from '../faults/index.ts';
import { type Plan, type Topology, WARM_UP_MS } from './plan.ts';

const MOST_FAULTS = 40;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)}s`;

export function printPlan(plan: Plan): string {
  const { topology: t, network, bank, products, arrivals, faults } = plan;
  const count = (kind: string) => arrivals.filter((a) => a.kind === kind).length;
  const counted = (kind: string) => plural(count(kind), kind);
  const reads = count('read-order') + count('read-product');
  const lines = [
    `plan of seed ${plan.seed}`,
    `  clock      0 s is when clients are let in, 2024-01-01T00:00:00Z; the world begins at ${when(-(plan.warmUpMs ?? WARM_UP_MS))}`,
    ...(plan.character === undefined ? [] : [`  character  ${characterOf(plan)}`]),
    `  topology   ${plural(t.clients, 'client')}, ${instancesOf(t)}, 1 gateway, database of ${t.members}`,
    `  network    ${network.latencyUs} µs + up to ${network.jitterUs} µs   bank ${bank.latencyMs} ms, declines ${Math.round(bank.declineRate * 100)}%`,
    `  workload   ${counted('order')}, ${counted('duplicate')}, ${counted('conflict')}, ${plural(count('bad'), 'bad body', 'bad bodies')}, ${plural(reads, 'read')} in ${seconds(plan.chaosMs)}`,
    `  stock      ${products.map((p) => `${p.product_id} ${p.initial_stock}`).join(', ')}`,
    `  faults     ${faults.length === 0 ? 'none' : faults.length}`,
  ];
  for (const f of faults.slice(0, MOST_FAULTS)) {
    const what = faultKind(f.kind)!.describe(f.params);
    const span = f.durationMs > 0 ? ` for ${seconds(f.durationMs)}` : '';
    lines.push(`    ${when(f.atMs).padStart(9)} ${f.kind}${span}: ${what}`);
  }
  if (faults.length > MOST_FAULTS) lines.push(`    … and ${faults.length - MOST_FAULTS} more`);
  return lines.join('\n');
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
  if (typeof instances === 'number') return `${instances} of each service`;
  return Object.entries(instances)
    .map(([service, count]) => `${service} ×${count}`)
    .join(', ');
}
