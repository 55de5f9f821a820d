/** What an order costs in messages and bytes: from the simulator at a fixed seed, so equal code has equal figures. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunResult } from '../../sim/result.ts';
import { runNode } from '../run-node.ts';
import { withTempDir } from '../temp-dir.ts';

const SEED = 20_261_123;
const ORDERS = 200;
/** Another order of events alone moves a counter a little; a message more per order moves it far. */
export const COUNTER_LIMIT_PERCENT = 2;

export type Counters = Record<'MongoDB messages' | 'MongoDB bytes' | 'HTTP messages' | 'HTTP bytes', number>;

/** The base of the first night after scenarios came tells of `orders`. */
type Told = Pick<RunResult, 'traffic'> & Partial<Record<'counts' | 'orders', RunResult['counts']>>;

/** Per accepted order. Throws if the simulator does not pass. */
export function countersOf(dir: string): Promise<Counters> {
  return withTempDir('counters', async (out) => {
    const file = path.join(out, 'sim.json');
    const flags = ['--seed', `${SEED}`, '--orders', `${ORDERS}`, '--faults', 'none', '--json', file];
    const { code, said } = await runNode(['sim/cli.ts', ...flags], { cwd: dir });
    if (code !== 0) throw new Error(`the simulator in ${dir} ended with exit code ${code}:\n${said}`);
    const [{ traffic, counts, orders }] = JSON.parse(readFileSync(file, 'utf8')) as [Told];
    const { accepted } = counts ?? orders!;
    const each = (total: number) => total / accepted!;
    return {
      'MongoDB messages': each(traffic.mongoMessages),
      'MongoDB bytes': each(traffic.mongoBytes),
      'HTTP messages': each(traffic.httpMessages),
      'HTTP bytes': each(traffic.httpBytes),
    };
  });
}

/** The counters that grew beyond the limit, as lines for a person. */
export function grown(base: Counters, head: Counters): string[] {
  return (Object.keys(base) as (keyof Counters)[]).flatMap((name) => {
    const percent = (100 * (head[name] - base[name])) / base[name];
    const figures = `${base[name].toFixed(1)} to ${head[name].toFixed(1)}`;
    return percent > COUNTER_LIMIT_PERCENT
      ? [`${name} per order grew by ${percent.toFixed(1)}%, from ${figures}`]
      : [];
  });
}
