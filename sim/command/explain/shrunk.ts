/** Explains what is left of a failure that was shrunk, and writes the page on it beside its plan. */
import type { Options } from '../options.ts';
import { replayFlags } from '../replay.ts';
import type { Explain } from '../shrunk.ts';
import { type Branching, explanationOf } from './explaining.ts';
import { pageOf, writePage } from './page.ts';

/** Other runs of it are looked at for no longer than it took to shrink, and than this. */
const MOST_MS = 20_000;

export const explainer =
  ({ of, bug }: Pick<Options, 'of' | 'bug'>, others: Omit<Branching, 'budgetMs'>): Explain =>
  async ({ plan, file, failure, shrinkage, without, tookMs }) => {
    const flags = replayFlags(plan, { of, plan: file, bug });
    const asked = { of, plan, bug, failure, flags, without, shrunk: shrinkage };
    const budgetMs = Math.min(tookMs, MOST_MS);
    const { explanation } = await explanationOf(asked, { ...others, budgetMs });
    if (explanation === null) return undefined;
    const page = pageOf(file);
    await writePage(page, explanation);
    return { explanation, page };
  };
