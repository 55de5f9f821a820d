/**
 * `npm run sim`: seeds in, verdicts out.
 *
 * `command/flags.ts` reads the flags, `command/campaign.ts` does what they ask (and `hunt.ts` with
 * `--around`, `inspect/` with `--inspect`): `jobs.ts` makes plans of them,
 * `pool.ts` runs these in workers, `results-file.ts` keeps what came of each and `print.ts` tells it.
 */
import { closeSync, openSync } from 'node:fs';
import { ResultsError } from '../harness/campaign/index.ts';
import { ScenarioError } from '../harness/scenario/load.ts';
import { scenarioGiven } from '../harness/scenario/option.ts';
import { runCampaign } from './command/campaign.ts';
import { EXIT } from './command/exit-codes.ts';
import { parseOptions } from './command/flags.ts';
import { runHunt } from './command/hunt.ts';
import type { Options } from './command/options.ts';
import { knownTo } from './command/outcome.ts';
import { bugToPlant, differencesOf } from './command/replay.ts';
import { toExitCode } from './command/to-exit-code.ts';
import { InspectError, runInspected } from './inspect/inspect.ts';
import { loadPlan, PlanFileError } from './plan/file.ts';

async function main(options: Options): Promise<number> {
  const { scenario } = options.of;
  const saved = options.plan === undefined ? undefined : loadPlan(options.plan, scenario);
  const bugName = bugToPlant(options.bug, saved);
  knownTo(options);
  for (const file of [options.json, options.trace, options.log])
    if (file !== undefined) closeSync(openSync(file, 'w'));
  const bug = scenario.bugs?.find(({ name }) => name === bugName);
  if (bug)
    console.log(
      `planted bug: ${bug.name} in ${[...new Set(bug.edits.map((e) => e.file))].join(', ')}
  ${bug.why}
`,
    );
  if (saved) for (const line of differencesOf(saved, bugName)) console.log(`${line}\n`);
  const asked = { ...options, bug: bugName };
  const { plan, around } = asked;
  if (asked.inspect) return runInspected(asked);
  return plan !== undefined && around !== undefined
    ? runHunt({ ...asked, plan, around })
    : runCampaign(asked);
}

/** Errors whose message is one line for a person. */
const A_PERSONS = [InspectError, PlanFileError, ResultsError, ScenarioError];

await toExitCode('sim', A_PERSONS, async () =>
  main(parseOptions(process.argv, await scenarioGiven('sim', EXIT.usage))),
);
