/** A history is a plan and the code that runs it: what is kept of both, and what is said when they do not agree. */
import { FOLDERS } from '../../harness/called.ts';
import type { Shrinkage } from '../../harness/explanation/index.ts';
import { flagsFor } from '../../harness/scenario/option.ts';
import type { SavedPlan } from '../plan/file.ts';
import { savePlan } from '../plan/save.ts';
import { inFlag } from './branch-at.ts';
import { NO_BUG } from './bug-given.ts';
import { commitHere, inWords } from './commit.ts';
import type { Options } from './options.ts';

/** `--bug` wins over the bug that a plan was saved with. */
export function bugToPlant(given: string | undefined, saved: SavedPlan | undefined): string | undefined {
  const bug = given ?? saved?.bug;
  return bug === NO_BUG ? undefined : bug;
}

/** The flags that show a history again, on their own. */
export function replayFlags(
  plan: SavedPlan,
  options: Pick<Options, 'of' | 'plan' | 'branch' | 'bug'>,
): string {
  const { of, plan: file, branch, bug } = options;
  const flags = [...flagsFor(of.file), '--plan', file ?? keepPlan(plan, bug).file];
  if (file !== undefined && branch) flags.push('--branch', inFlag(branch));
  if (file !== undefined && bug !== plan.bug) flags.push('--bug', bug ?? NO_BUG);
  return flags.join(' ');
}

/** Saves a plan with the code that it was run with: the bug, if one was planted, and the commit; and what it was shrunk from. */
export function keepPlan(
  plan: SavedPlan,
  bug: string | undefined,
  shrunk?: Shrinkage,
): { plan: SavedPlan; file: string } {
  const { bug: _, commit: __, shrunk: ___, ...bare } = plan;
  const commit = commitHere();
  const saved = {
    ...bare,
    ...(bug !== undefined && { bug }),
    ...(commit !== null && { commit }),
    ...(shrunk && { shrunk }),
  };
  return { plan: saved, file: savePlan(saved, FOLDERS.plans) };
}

/** What of the code is not as it was when the plan was saved, a line each. */
export function differencesOf(saved: SavedPlan, bug: string | undefined, here = commitHere()): string[] {
  const lines: string[] = [];
  const bugged = (name: string | undefined) => (name === undefined ? 'without a bug' : `with bug ${name}`);
  if (bug !== saved.bug) lines.push(`saved ${bugged(saved.bug)}, runs ${bugged(bug)}`);
  if (saved.commit !== undefined && saved.commit !== here)
    lines.push(
      `saved at commit ${inWords(saved.commit)}, runs at ${here === null ? 'an unknown one' : inWords(here)}`,
    );
  return lines.map((line) => `the plan was ${line}: it may go another way`);
}
