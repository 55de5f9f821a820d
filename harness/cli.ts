/** `npm run load`: flags in, progress and a verdict out. `run/` does the work; `reports/` draws the page. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { numberBetween, wholeBetween } from '../services/common/main.ts';
import { onInterrupt } from './interrupt.ts';
import { isDatabaseSpec } from './mongo/index.ts';
import { prepareDirectory, writeResult } from './output.ts';
import { ProgressLine } from './progress.ts';
import { CannotStart, EXIT, exitUnkept, parseSlo, type RunOptions, runLoad } from './run/index.ts';
import type { Slo } from './run/slo.ts';
import { summaryOf } from './summary.ts';
import { secondsBetween } from './time-span.ts';

const HOUR_S = 3600;
/** With less, the compiling of cold code still piles up orders, and what is measured is the time to work them off. */
const WARM_UP_S = 15;
/** Enough where the search for a rate has warmed up all of it. */
const WARM_UP_AFTER_SEARCH_S = 8;

const command = new Command('load')
  .description('Starts the shop, drives it, watches its invariants, and writes one HTML file to read.')
  .option(
    '--rate <n>',
    'new orders per second (default: one is found that is borne, in half a minute)',
    numberBetween(0.1, 100_000),
  )
  .option('--duration <time>', 'to drive and measure', secondsBetween(1, 24 * HOUR_S), 30)
  .option(
    '--warmup <time>',
    `to drive before, unmeasured (default: ${WARM_UP_S}, where a rate is found ${WARM_UP_AFTER_SEARCH_S})`,
    secondsBetween(0, HOUR_S),
  )
  .addOption(
    new Option('--arrivals <kind>', 'when requests are due')
      .choices(['poisson', 'constant', 'burst'])
      .default('poisson'),
  )
  .option('--seed <n>', 'of the workload and of the chaos', wholeBetween(0, Number.MAX_SAFE_INTEGER), 1)
  .option('--closed', 'send as fast as answers come: peak throughput, not latency')
  .option('--products <n>', 'kinds of products', wholeBetween(1, 10_000), 20)
  .option('--connections <n>', 'to each kind of service', wholeBetween(1, 10_000), 50)
  .option('--workers <n>', 'threads of the driver', wholeBetween(1, 64), 1)
  .option('--timeout <time>', 'after which a request is given up', secondsBetween(0.1, HOUR_S), 10)
  .option(
    '--settle <time>',
    'how long the shop may stand still before what it accepted counts as left undone',
    secondsBetween(1, HOUR_S),
    30,
  )
  .option('--instances <n>', 'processes of each service', wholeBetween(1, 10), 2)
  .option(
    '--mongo <where>',
    'mongodb://… (a replica set), memory-server, model, or auto',
    databaseSpec,
    'auto',
  )
  .option(
    '--target <url>',
    'drive a stack that runs elsewhere (with its --mongo); nothing is started',
    httpUrl,
  )
  .option('--target-products <url>', 'where its products are read (default: as --target)', httpUrl)
  .option('--chaos', 'kill and pause services on a schedule drawn from the seed')
  .option(
    '--slo <limit>',
    'a limit to meet, repeatable: accept.p99<250ms, errors<0.1%, throughput>95/s',
    addSlo,
    [],
  )
  .option(
    '--max-send-lag <ms>',
    'p99 of the driver’s own lateness beyond which a run is invalid',
    numberBetween(0.1, 60_000),
    50,
  )
  .option('--out <dir>', 'where the report goes', 'reports/out')
  .addHelpText(
    'after',
    `
Examples:
  npm run load                                           finds a rate that is borne, and measures 30 s at it
  npm run load -- --rate 50 --chaos --seed 7             the same under kills and pauses
  npm run load -- --slo 'accept.p99<250ms' --slo 'errors<0.1%'
  npm run load -- --closed --duration 10                 how much it can take
  npm run load -- --mongo mongodb://db.example/?replicaSet=rs0 --target http://shop.example

Exit codes: 0 passed, 1 an invariant was violated, 2 bad usage, 4 something did not start or answer, died or
could not be written, 5 a limit was missed, 6 the run is invalid, 130 interrupted (what there is was written).
Of several that hold the first of 1, 4, 130, 6, 5 is given. Times are seconds, or such as 90s, 10m or 1h30m.`,
  )
  .exitOverride();

process.exitCode = await main();
// Sockets of a database that went away may linger; all work is done.
process.exit();

async function main(): Promise<number> {
  let options: RunOptions & { out: string };
  try {
    options = parse();
  } catch (error) {
    if (!(error instanceof CommanderError)) console.error(`load: ${(error as Error).message}`);
    return error instanceof CommanderError && error.exitCode === 0 ? EXIT.passed : EXIT.badUsage;
  }
  const abort = new AbortController();
  const line = new ProgressLine(options);
  // Asked twice it ends at once; what it started is killed on exit.
  onInterrupt(() => {
    line.say('stopping everything; what there is will be written … (Ctrl-C again: at once)');
    abort.abort();
  });
  try {
    const result = await runLoad(options, {
      signal: abort.signal,
      say: (text) => line.say(text),
      onProgress: (now) => line.show(now),
    });
    line.end();
    console.log(summaryOf(result));
    try {
      console.log(`\nreport: ${writeResult(result, options.out)}`);
    } catch (error) {
      console.error(`load: ${(error as Error).message}`);
      return exitUnkept(result.verdict.exitCode);
    }
    return result.verdict.exitCode;
  } catch (error) {
    line.end();
    // What nobody foresaw is told with its stack.
    const { message, stack } = error as Error;
    console.error(`load: ${error instanceof CannotStart ? message : stack}`);
    return abort.signal.aborted ? EXIT.interrupted : EXIT.broken;
  }
}

/** Throws on bad usage. */
function parse(): RunOptions & { out: string } {
  command.parse();
  const flags = command.opts();
  if (flags.target && (flags.mongo === 'auto' || flags.mongo === 'model' || flags.mongo === 'memory-server'))
    throw new Error(
      '--target needs the --mongo mongodb://… that the stack uses: the invariants are judged there',
    );
  if (flags.target && flags.chaos) throw new Error('--chaos needs a stack of its own, not a --target');
  if (flags.closed && flags.rate !== undefined)
    throw new Error(
      '--closed sends as fast as answers come, so it has no --rate; --connections says how many wait',
    );
  if (flags.targetProducts && !flags.target) throw new Error('--target-products needs a --target');
  prepareDirectory(flags.out);
  const args = process.argv.slice(2);
  return {
    command: ['npm run load', ...(args.length > 0 ? ['--', ...args.map(quoted)] : [])].join(' '),
    seed: flags.seed,
    ratePerS: flags.rate ?? null,
    arrivals: flags.arrivals,
    durationMs: flags.duration * 1000,
    warmupMs:
      (flags.warmup ?? (flags.rate === undefined && !flags.closed ? WARM_UP_AFTER_SEARCH_S : WARM_UP_S)) *
      1000,
    closed: flags.closed ?? false,
    products: flags.products,
    connections: flags.connections,
    workers: flags.workers,
    timeoutMs: flags.timeout * 1000,
    settleMs: flags.settle * 1000,
    instances: flags.instances,
    mongo: flags.mongo,
    target: flags.target ? { orders: flags.target, products: flags.targetProducts ?? flags.target } : null,
    chaos: flags.chaos ?? false,
    slos: flags.slo,
    maxSendLagMs: flags.maxSendLag,
    out: flags.out,
  };
}

function databaseSpec(text: string): string {
  if (isDatabaseSpec(text)) return text;
  throw new InvalidArgumentError('expected mongodb://…, memory-server, model or auto.');
}

function httpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.origin;
  throw new InvalidArgumentError('expected an http:// or https:// URL.');
}

function addSlo(text: string, before: Slo[]): Slo[] {
  try {
    return [...before, parseSlo(text)];
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
}

/** As it must be typed in a shell. */
function quoted(argument: string): string {
  // A password has no place in a report.
  const shown = argument.replace(/\/\/([^@/]*)@/, '//***@');
  return /^[\w@%+=:,./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`;
}
