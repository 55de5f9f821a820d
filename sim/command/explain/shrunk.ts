/** Explains what is left of a failure that was shrunk, and writes the page on it beside its plan. */
import { writeFileSync } from 'node:fs';
import type { Explanation, Thing } from '../../../harness/explanation/index.ts';
import { flagsFor } from '../../../harness/scenario/option.ts';
import type { Options } from '../options.ts';
import type { Explain, ShrunkFailure } from '../shrunk.ts';
import { explanationOf } from './explaining.ts';

export const explainer =
  ({ of, bug }: Pick<Options, 'of' | 'bug'>): Explain =>
  async (shrunk) => {
    const { plan, file, failure, shrinkage } = shrunk;
    const flags = [...flagsFor(of.file), '--plan', file].join(' ');
    const { explanation: facts } = await explanationOf({ of, plan, bug, failure, flags });
    if (facts === null) return undefined;
    const explanation = { ...facts, things: thingsOf(shrunk, facts.faults), shrunk: shrinkage };
    // Most runs fail of nothing, and need not load it.
    const { renderExplanation } = await import('../../../reports/explain/report.ts');
    const page = file.replace(/\.json$/, '.html');
    writeFileSync(page, renderExplanation(explanation));
    return { explanation, page };
  };

/** The plan's faults are the first of its things, in its order. */
function thingsOf({ without }: ShrunkFailure, faults: Explanation['faults']): Thing[] | null {
  if (without === undefined) return null;
  return without.map(({ thing, comesTo }, i) => ({ thing, without: comesTo, fault: faults[i]?.id ?? null }));
}
