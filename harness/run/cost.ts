/** What one piece of work costs the services: all that they did, shared out among what they were asked for most of all. */
import type { Cost, KindTotals, ServiceMetrics } from './result.ts';

/** As everybody calls it. */
const CPU = 'process_cpu_seconds_total';
/** As the shop calls it. One that waits for news, and is asked again and again by nobody's wish, is none. */
const COMMANDS = 'mongodb_command_duration_seconds';
const AWAITING = 'getMore';

/** `of`: the kind of request that matters most. Null: nobody knows. */
export function costOf(
  metrics: readonly ServiceMetrics[],
  of: string | undefined,
  kinds: Readonly<Record<string, KindTotals>>,
): Cost | null {
  const count = of === undefined ? 0 : (kinds[of]?.asExpected ?? 0);
  if (of === undefined || count === 0) return null;
  const sum = (name: string): number | null => {
    const rows = metrics
      .flatMap(({ measures }) => measures)
      .filter((measure) => measure.name === name)
      .flatMap(({ rows }) => rows)
      .filter(({ labels }) => labels.command !== AWAITING);
    return rows.length === 0 ? null : rows.reduce((total, { value }) => total + value, 0);
  };
  const cpuS = sum(CPU);
  const commands = sum(COMMANDS);
  if (cpuS === null && commands === null) return null;
  return {
    ...{ of, count },
    cpuMs: cpuS === null ? null : (1000 * cpuS) / count,
    commands: commands === null ? null : commands / count,
    isWhole: metrics.every(({ processes }) => processes.every(({ flaw }) => flaw === null)),
  };
}
