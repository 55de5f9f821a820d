/** Explains what is left of a failure that was shrunk, and writes the page on it beside its plan. */
import { flagsFor } from '../../../harness/scenario/option.ts';
import type { Options } from '../options.ts';
import type { Explain } from '../shrunk.ts';
import { type Branching, explanationOf } from './explaining.ts';
import { pageOf, writePage } from './page.ts';

/** Other runs of it are looked at for no longer than it took to shrink, and than this. */
const MOST_MS = 20_000;

export const explainer =
  ({ of, bug }: Pick<Options, 'of' | 'bug'>, others: Omit<Branching, 'budgetMs'>): Explain =>
  async ({ plan, file, failure, shrinkage, without, tookMs }) => {
    const flags = [...flagsFor(of.file), '--plan', file].join(' ');
    const asked = { of, plan, bug, failure, flags, without, shrunk: shrinkage };
    const budgetMs = Math.min(tookMs, MOST_MS);
    const { explanation } = await explanationOf(asked, { ...others, budgetMs });
    if (explanation === null) return undefined;
    const page = pageOf(file);
    await writePage(page, explanation);
    return { explanation, page };
  };
