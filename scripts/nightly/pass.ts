/** Pairs of slices, base and head in an order drawn by lot, and what they come to. */
import seedrandom from 'seedrandom';
import { duration, plural } from '../../harness/words.ts';
import { type Comparison, compare, GATES } from './compare.ts';
import type { Kept, PassName, Sides } from './kept.ts';
import { type Figures, runSlice, type Slice } from './slice.ts';
import { step } from './steps.ts';

export interface PassOptions {
  slices: number;
  sliceSeconds: number;
  warmup: number;
  rate: number;
  mongo: string;
}

export interface Pass extends Sides<Slice[]> {
  comparisons: Comparison[];
}

/** Measures what `metrics` need. Throws when a slice fails. */
export async function runPass(
  name: PassName,
  dirs: Sides<string>,
  metrics: readonly string[],
  options: PassOptions,
  kept: Kept,
): Promise<Pass> {
  const all: Sides<Slice[]> = { base: [], head: [] };
  let spentMs = 0;
  let measured = 0;
  for (let number = 1; number <= options.slices; number++) {
    const which = `${name} pass, pair ${number} of ${options.slices}`;
    const left =
      measured > 0 ? `, ${duration((spentMs / measured) * (options.slices - number + 1))} left` : '';
    const pair = await kept.pair(name, number, async () => {
      const startMs = performance.now();
      const sides: Partial<Sides<Slice>> = {};
      for (const side of orderOf(kept.startedAt, name, number)) {
        step(`${which}: ${side} under load${left} …`);
        // Both of a pair get the same workload.
        const { mongo, rate: ratePerS, sliceSeconds: seconds, warmup: warmupS } = options;
        sides[side] = await runSlice(
          dirs[side],
          { mongo, ratePerS, seconds, warmupS, seed: number },
          metrics,
        );
      }
      spentMs += performance.now() - startMs;
      measured++;
      return sides as Sides<Slice>;
    });
    all.base.push(pair.base);
    all.head.push(pair.head);
    console.log(`${which}: ${sideBySide(pair, metrics)}`);
  }
  const random = seedrandom(`${kept.startedAt} ${name}`);
  const comparisons = GATES.filter(({ metric }) => metrics.includes(metric)).map((gate) => {
    const of = (side: Slice[]) => side.map(({ figures }) => figures[gate.metric]!);
    return compare(gate, of(all.base), of(all.head), random);
  });
  for (const comparison of comparisons) console.log(`${name} pass: ${told(comparison)}`);
  return { ...all, comparisons };
}

/** The same again when the night is gone on with. */
function orderOf(startedAt: string, name: PassName, number: number): readonly ('base' | 'head')[] {
  return seedrandom(`${startedAt} ${name} ${number}`)() < 0.5 ? ['base', 'head'] : ['head', 'base'];
}

function sideBySide({ base, head }: Sides<Slice>, metrics: readonly string[]): string {
  return metrics
    .map(
      (metric) =>
        `${metric}: base ${base.figures[metric]!.toFixed(1)}, head ${head.figures[metric]!.toFixed(1)}`,
    )
    .join('; ');
}

export function told({ metric, effectPercent, lowPercent, highPercent, pairs }: Comparison): string {
  const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(1)}%`;
  return `${metric}: head ${signed(effectPercent)} against base (95%: ${signed(lowPercent)} to ${signed(highPercent)}, ${plural(pairs, 'pair')})`;
}

export function medians(slices: Slice[]): Figures {
  return Object.fromEntries(
    GATES.map(({ metric }) => {
      const sorted = slices.map(({ figures }) => figures[metric]!).sort((a, b) => a - b);
      return [metric, sorted[sorted.length >> 1]!];
    }),
  );
}
