/** `groundhog`: tells its commands apart, and loads no more than the one that is asked for. */
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';

const BAD_USAGE = 2;

/** Each reads the rest of the command line itself, in its own file. */
const COMMANDS: readonly (readonly [name: string, says: string, run: () => Promise<unknown>])[] = [
  ['init', 'write a scenario for the project it is run in', () => import('../init/cli.ts')],
  ['doctor', 'say what will not run, before it does not', () => import('../doctor/cli.ts')],
  ['sim', 'run a scenario under simulated faults: one seed, one history', () => import('../sim/cli.ts')],
  ['zoo', 'hunt each planted bug of a scenario', () => import('../sim/zoo/cli.ts')],
  ['report', 'draw results as a page: of load, or of a campaign of sim', () => import('../reports/cli.ts')],
];

const { version } = createRequire(import.meta.url)('groundhog/package.json') as { version: string };

const program = new Command('groundhog')
  .description('Runs the Node services of a scenario in a simulated world with faults, and holds them to it.')
  .version(version)
  .usage('<command> [options]')
  .addHelpText(
    'after',
    `
A scenario is a file: groundhog.config.ts in the working directory, or what --scenario names.
What a command takes: groundhog sim --help`,
  )
  .showSuggestionAfterError(true)
  .exitOverride();

for (const [name, says, run] of COMMANDS)
  program
    .command(name, { hidden: false })
    .description(says)
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      process.argv.splice(2, 1);
      await run();
    });

try {
  // Options before a command are the program's; those after it are the command's.
  await program.enablePositionalOptions().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Asked for nothing, it says what there is, and that is no success.
  process.exitCode = error.exitCode === 0 ? 0 : BAD_USAGE;
}
