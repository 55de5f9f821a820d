/** `npm run explain`: runs a plan that failed once more, and tells what happened in it: as text, as a page, or as data. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { commandLine, FOLDERS } from '../../../harness/called.ts';
import type { Explanation } from '../../../harness/explanation/index.ts';
import { makeFolder } from '../../../harness/folder.ts';
import { onInterrupt } from '../../../harness/interrupt.ts';
import { bugList, bugNamed } from '../../../harness/scenario/find-bug.ts';
import { ScenarioError, type ScenarioFile } from '../../../harness/scenario/load.ts';
import { scenarioGiven, scenarioOption } from '../../../harness/scenario/option.ts';
import { renderExplanation } from '../../../reports/explain/report.ts';
import { loadPlan, PlanFileError } from '../../plan/file.ts';
import { NO_BUG } from '../options.ts';
import { bugToPlant, differencesOf, replayFlags } from '../replay.ts';
import { EXIT } from './exit-codes.ts';
import { explanationOf } from './explaining.ts';

const EXPLAIN = commandLine('explain');

interface Options {
  plan: string;
  bug?: string;
  json: boolean;
  out?: string;
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
      (text: string) => (text === NO_BUG ? text : bugNamed(scenario, text).name),
    )
    .option(
      '--json',
      'as data, as docs/explanation.md has it: printed, or written where --out is given',
      false,
    )
    .option('--out <file>', `write it there (default: a page in ${FOLDERS.reports}, named after the plan)`)
    .addHelpText(
      'after',
      `
${bugList(scenario)}

Exit codes:
  0 explained   1 the plan passes: there is nothing to explain   2 bad usage   4 the simulator is broken   130 interrupted

Examples:
  ${EXPLAIN} ${FOLDERS.plans}/seed-7-1a2b3c4d.json
  ${EXPLAIN} ${FOLDERS.plans}/seed-7-1a2b3c4d.json --json | jq .sentence`,
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
  const { result, explanation } = await explanationOf({ of, plan, bug, flags });
  if (explanation === null) {
    console.error(
      `explain: the plan passes${bug === undefined ? '' : ` with bug ${bug}`}: there is nothing to explain (trace ${result.traceHash})`,
    );
    return EXIT.passes;
  }
  const text = options.json ? `${JSON.stringify(explanation)}\n` : renderExplanation(explanation);
  if (options.json && options.out === undefined) {
    process.stdout.write(text);
    return EXIT.explained;
  }
  const file =
    options.out ?? path.join(FOLDERS.reports, `${path.basename(options.plan, '.json')}-explained.html`);
  makeFolder(path.dirname(file));
  writeFileSync(file, text);
  console.log(inText(explanation));
  console.log(`\n${file}`);
  return EXIT.explained;
}

const inText = ({ sentence, story }: Explanation): string =>
  [sentence, ...story.map(({ clauses }) => clauses.map(({ text }) => text).join(' '))].join('\n\n');

const A_PERSONS = [PlanFileError, ScenarioError];
const BAD_PATH = ['EACCES', 'EEXIST', 'EISDIR', 'ENOENT', 'ENOTDIR', 'EPERM', 'EROFS'];

onInterrupt(() => process.exit(EXIT.interrupted));
try {
  const of = await scenarioGiven('explain', EXIT.usage);
  process.exitCode = await main(of, parse(of));
} catch (error) {
  const { code, message, stack } = error as NodeJS.ErrnoException;
  const isPersons = A_PERSONS.some((kind) => error instanceof kind) || BAD_PATH.includes(code ?? '');
  console.error(isPersons ? `explain: ${message}` : (stack ?? error));
  process.exitCode = isPersons ? EXIT.usage : EXIT.broken;
}
