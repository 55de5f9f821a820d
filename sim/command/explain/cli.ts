/** `npm run explain`: runs a plan that failed once more, and tells what happened in it: as text, as a page, or as data. */
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { commandLine, FOLDERS } from '../../../harness/called.ts';
import type { Explanation } from '../../../harness/explanation/index.ts';
import { makeFolder } from '../../../harness/folder.ts';
import { onInterrupt } from '../../../harness/interrupt.ts';
import { wholeBetween } from '../../../harness/number-option.ts';
import { bugList } from '../../../harness/scenario/find-bug.ts';
import { ScenarioError, type ScenarioFile } from '../../../harness/scenario/load.ts';
import { scenarioGiven, scenarioOption } from '../../../harness/scenario/option.ts';
import { timeSpan } from '../../../harness/time-span.ts';
import { loadPlan, PlanFileError } from '../../plan/file.ts';
import { bugGiven } from '../bug-given.ts';
import { LiveLine } from '../live-line.ts';
import { SEED_TIMEOUT_MS } from '../options.ts';
import { Pool } from '../pool.ts';
import { bugToPlant, differencesOf, replayFlags } from '../replay.ts';
import { toExitCode } from '../to-exit-code.ts';
import { EXIT } from './exit-codes.ts';
import { explanationOf, RECORDING } from './explaining.ts';
import { pageOf, writePage } from './page.ts';

const EXPLAIN = commandLine('explain');
const BUDGET_MS = 60_000;

interface Options {
  plan: string;
  bug?: string;
  json: boolean;
  out?: string;
  quick: boolean;
  workers: number;
  budget: number;
}

function parse({ scenario }: ScenarioFile): Options {
  const command = new Command(EXPLAIN)
    .description(
      'Runs a plan that failed once more, and tells what happened: who did what, when, and which fault made it so.',
    )
    .argument('<plan>', 'the file of the plan, as sim saved it')
    .addOption(scenarioOption())
    .option(
      '--bug <name>',
      "plant a bug in a service first; 'none' takes away that of the plan (default: that of the plan)",
      (text: string) => bugGiven(scenario, text),
    )
    .option(
      '--json',
      'as data, as docs/explanation.md has it: printed, or written where --out is given',
      false,
    )
    .option('--out <file>', 'write it there (default: a page beside the plan)')
    .option('--quick', 'tell of the run alone: without what other runs of it come to', false)
    .option('--workers <w>', 'threads for other runs', wholeBetween(1, 256), os.availableParallelism())
    .addOption(
      new Option('--budget <span>', 'look at other runs for no longer than this')
        .argParser(timeSpan)
        .default(BUDGET_MS, '1m'),
    )
    .addHelpText(
      'after',
      `
${bugList(scenario)}

Exit codes:
  0 explained   1 the plan passes: there is nothing to explain   2 bad usage   4 the simulator is broken   130 interrupted

Examples:
  ${EXPLAIN} ${FOLDERS.plans}/seed-7-1a2b3c4d.json
  ${EXPLAIN} ${FOLDERS.plans}/seed-7-1a2b3c4d.json --quick --json | jq .sentence`,
    )
    .allowExcessArguments(false)
    .showSuggestionAfterError(true)
    .exitOverride();
  try {
    command.parse(process.argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exit(error.exitCode === 0 ? EXIT.explained : EXIT.usage);
  }
  const { scenario: _, ...options } = command.opts();
  return { ...(options as Omit<Options, 'plan'>), plan: command.args[0]! };
}

async function main(of: ScenarioFile, options: Options): Promise<number> {
  const plan = loadPlan(options.plan, of.scenario);
  const bug = bugToPlant(options.bug, plan);
  for (const line of differencesOf(plan, bug)) console.error(line);
  const flags = replayFlags(plan, { of, plan: options.plan, bug });
  const asked = { of, plan, bug, flags, shrunk: plan.shrunk };
  const progress = new LiveLine();
  const { workers, quick, budget: budgetMs } = options;
  const stop = new AbortController();
  let isOfUse = false;
  // What other runs told so far is of use; without the run itself there is nothing to tell.
  onInterrupt(() => (isOfUse ? stop.abort() : process.exit(EXIT.interrupted)));
  const others = { drain: 'tick', verify: false, seedTimeoutMs: SEED_TIMEOUT_MS } as const;
  const pool = quick ? undefined : new Pool({ of, bug, workers: 1, most: workers, ...others });
  const { result, explanation } = await explanationOf(
    asked,
    pool && {
      pool,
      lanes: workers,
      signal: stop.signal,
      budgetMs,
      onProgress(line) {
        isOfUse = line !== RECORDING;
        progress.note(line);
      },
    },
  ).finally(() => pool?.close());
  progress.clear();
  if (explanation === null) {
    const withBug = bug === undefined ? '' : ` with bug ${bug}`;
    console.error(
      `explain: the plan passes${withBug}: there is nothing to explain (trace ${result.traceHash})`,
    );
    return EXIT.passes;
  }
  await tell(explanation, options);
  return stop.signal.aborted ? EXIT.interrupted : EXIT.explained;
}

async function tell(explanation: Explanation, { plan, json, out }: Options): Promise<void> {
  const data = () => `${JSON.stringify(explanation)}\n`;
  if (json && out === undefined) {
    process.stdout.write(data());
    return;
  }
  const file = out ?? pageOf(plan);
  if (json) {
    makeFolder(path.dirname(file));
    writeFileSync(file, data());
  } else await writePage(file, explanation);
  console.log(`${inText(explanation)}\n\n${file}`);
}

const inText = ({ sentence, story }: Explanation): string =>
  [
    sentence,
    ...story.map(({ clauses }) =>
      clauses
        .map(({ text }) => text)
        .join(' ')
        .replaceAll(' , ', ', '),
    ),
  ].join('\n\n');

await toExitCode('explain', [PlanFileError, ScenarioError], async () => {
  const of = await scenarioGiven('explain', EXIT.usage);
  return main(of, parse(of));
});
