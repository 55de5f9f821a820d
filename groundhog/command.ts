/** `groundhog`: tells its commands apart, and loads no more than the one that is asked for. */
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';

const BAD_USAGE = 2;

/** Each reads the rest of the command line itself, in its own file. */
const COMMANDS: readonly (readonly [name: string, says: string, run: () => Promise<unknown>])[] = [
  ['init', 'write a scenario for the project it is run in', () => import('../init/cli.ts')],
  ['doctor', 'say what will not run, before it does not', () => import('../doctor/cli.ts')],
  ['sim', 'run a scenario under simulated faults: one seed, one history', () => import('../sim/cli.ts')],
  [
    'explain',
    'say what happened in a run that failed, and why',
    () => import('../sim/command/explain/cli.ts'),
  ],
  [
    'load',
    'run the services for real, under load, and hold them to the same',
    () => import('../harness/cli.ts'),
  ],
  ['zoo', 'hunt each planted bug of a scenario', () => import('../sim/zoo/cli.ts')],
  ['mcp', 'serve a scenario to machines, over the Model Context Protocol', () => import('../mcp/cli.ts')],
  ['report', 'draw results as a page: of load, or of a campaign of sim', () => import('../reports/cli.ts')],
];

const { version } = createRequire(import.meta.url)('groundhog/package.json') as { version: string };

const program = new Command('groundhog')
  .description('Runs the Node services of a scenario where seeds decide what goes wrong, and judges them.')
  .version(version)
  .usage('<command> [options]')
  .addHelpText(
    'after',
    `
A scenario is a file: groundhog.config.ts in the working directory, or what --scenario names.
What a command takes: groundhog sim --help`,
  )
  .helpCommand(false)
  .enablePositionalOptions()
  .exitOverride();

for (const [name, says, run] of COMMANDS)
  program
    .command(name)
    .description(says)
    // What comes after its name is the command's own.
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      process.argv.splice(2, 1);
      await run();
    });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : BAD_USAGE;
}
