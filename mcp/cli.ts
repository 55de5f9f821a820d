/** `npm run mcp`: a server for machines, on standard input and output, until whoever started it has gone. */
import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import { Command } from 'commander';
import { commandLine, docsPage, FOLDERS } from '../harness/called.ts';
import { INTERRUPTED, onInterrupt } from '../harness/interrupt.ts';
import { runCommand } from '../harness/run-command.ts';
import { scenarioGiven, scenarioOption } from '../harness/scenario/option.ts';
import { Session } from './session.ts';
import { toolsOf } from './tools/index.ts';

const EXIT = { over: 0, usage: 2 } as const;
const SDK = '@modelcontextprotocol/sdk';
const { version } = createRequire(import.meta.url)('groundhog/package.json') as { version: string };

const INSTRUCTIONS = `Groundhog runs the Node services of a scenario on a simulated database, network and clock under seeded faults, finds
races, and replays them. Begin with describe_scenario. run_seeds finds failures and saves each as a plan; shrink makes
one small; explain tells how it came about, and read_* what happened, was stored and was logged. Change the services and
call run_plan again: code is read anew for each call. Times are milliseconds on the clock of the run, zero is when
clients are let in.`;

/** Standard output is the protocol's: whatever else writes there goes where people look. */
function takeStdout(): Writable {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  return new Writable({ write: (chunk, _encoding, done) => void write(chunk, () => done()) });
}

async function main(): Promise<void> {
  const stdout = takeStdout();
  const of = await scenarioGiven('mcp', EXIT.usage);
  let sdk: [typeof import('./server.ts'), typeof import('@modelcontextprotocol/sdk/server/stdio.js')];
  try {
    sdk = await Promise.all([import('./server.ts'), import('@modelcontextprotocol/sdk/server/stdio.js')]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND' || !String(error).includes(SDK))
      throw error;
    console.error(`mcp: it needs ${SDK}, which is not installed: npm install --save-dev ${SDK}`);
    process.exit(EXIT.usage);
  }
  const [{ serve }, { StdioServerTransport }] = sdk;
  onInterrupt(() => process.exit(INTERRUPTED));
  const transport = new StdioServerTransport(process.stdin, stdout);
  process.stdin.once('end', () => void transport.close());
  const { closed } = await serve(toolsOf(new Session(of)), transport, {
    version,
    instructions: INSTRUCTIONS,
  });
  await closed;
  process.exit(EXIT.over);
}

await runCommand(
  new Command(commandLine('mcp'))
    .description(
      'Serves a scenario to machines over the Model Context Protocol, on standard input and output.',
    )
    .addOption(scenarioOption())
    .addHelpText(
      'after',
      `
An editor starts it: ${docsPage('mcp.md')} has how. It writes only plans, to ${FOLDERS.plans}, and runs no code outside of the project.

Exit codes:
  0 whoever started it has gone   2 bad usage   ${INTERRUPTED} interrupted`,
    )
    .allowExcessArguments(false)
    .action(main),
  EXIT.usage,
);
