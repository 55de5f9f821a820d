/** The flags of `load`. Some follow from the scenario: what limits may be set on, and numbers of its own. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { commandLine, commandName, FOLDERS } from '../called.ts';
import { isDatabaseSpec } from '../mongo/index.ts';
import { numberBetween, wholeBetween } from '../number-option.ts';
import { type Metrics, metricsOf, parseSlo, type RunOptions, type Slo, traitsOf } from '../run/index.ts';
import { bugNamed } from '../scenario/find-bug.ts';
import { scenarioOption } from '../scenario/option.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { STILL_MS } from '../scenario/still-rest.ts';
import { quoted } from '../shell.ts';
import { addEngineFlags, engineIn } from '../stack/engine.ts';
import { secondsBetween } from '../time-span.ts';

export interface LoadFlags extends RunOptions {
  out: string;
}

const HOUR_S = 3600;
/** With less, the compiling of cold code still piles up work, and what is measured is the time to work it off. */
const WARM_UP_S = 15;
/** Enough where the search for a rate has warmed up all of it. */
const WARM_UP_AFTER_SEARCH_S = 8;
/** MongoDB takes up to 60 s to end a transaction that somebody left open who was killed, and holds others up by then. */
const SETTLE_S = 75;

function commandFor(scenario: Scenario, metrics: Metrics): Command {
  const { of } = scenario.size;
  const command = new Command(commandLine('load'))
    .description(
      'Starts the services of a scenario, drives them, watches its invariants, and writes a page to read.',
    )
    .addOption(scenarioOption())
    .option(
      '--rate <n>',
      `new ${of} per second (default: one is found that is borne, in half a minute)`,
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
    .option('--seed <n>', 'of the workload and of the chaos', wholeBetween(0, 2_147_483_647), 1)
    .option('--closed', 'send as fast as answers come: peak throughput, not latency')
    .option('--connections <n>', 'to each service that is asked', wholeBetween(1, 10_000), 50)
    .option('--workers <n>', 'threads of the driver', wholeBetween(1, 64), 1)
    .option('--timeout <time>', 'after which a request is given up', secondsBetween(0.1, HOUR_S), 10)
    .option(
      '--settle <time>',
      'how long nothing may come to its end before what is left counts as left undone',
      secondsBetween(1, HOUR_S),
      SETTLE_S,
    )
    .option(
      '--instances <n>',
      'processes of each service, as far as the scenario allows it',
      wholeBetween(1, 100),
      2,
    )
    .option(
      '--mongo <where>',
      'mongodb://… (a replica set), memory-server, model, or auto',
      databaseSpec,
      'auto',
    )
    .option(
      '--target <where>',
      'drive a stack that runs elsewhere (with its --mongo), and start nothing: SERVICE=URL, repeatable; the URL alone where one service is asked',
      (text: string, before: string[]) => [...before, text],
      [],
    )
    .option('--chaos', 'kill and pause services on a schedule drawn from the seed')
    .option('--bug <name>', 'plant a bug in the services first', (name: string) => bugNamed(scenario, name))
    .option(
      '--slo <limit>',
      `a limit to meet, repeatable: ${Object.keys(metrics)[0]}.p99<250ms, errors<0.1%, throughput>95/s`,
      (text: string, before: Slo[]) => [...before, sloIn(text, metrics)],
      [],
    )
    .option(
      '--max-send-lag <ms>',
      'p99 of the driver’s own lateness beyond which a run is invalid',
      numberBetween(0.1, 60_000),
      50,
    )
    .option('--out <dir>', 'where the report goes', FOLDERS.reports);
  for (const [name, { says, usual, least, most }] of Object.entries(scenario.live?.settings ?? {}))
    command.option(`--${name} <n>`, says, wholeBetween(least, most), usual);
  addEngineFlags(command, scenario);
  return command
    .allowExcessArguments(false)
    .showSuggestionAfterError(true)
    .addHelpText('after', helpAfter(metrics))
    .exitOverride();
}

/** Throws on bad usage, and when only help was asked for. */
export function parseFlags(scenario: Scenario): LoadFlags {
  const traits = traitsOf(scenario);
  const command = commandFor(scenario, metricsOf(traits, scenario));
  command.parse();
  const flags = command.opts();
  const target = targetOf(flags.target, traits.asked, scenario);
  if (target && ['auto', 'model', 'memory-server'].includes(flags.mongo))
    throw new Error(
      '--target needs the --mongo mongodb://… that the stack uses: the invariants are judged there',
    );
  if (target && flags.chaos) throw new Error('--chaos needs a stack of its own, not a --target');
  if (target && flags.bug) throw new Error('--bug needs a stack of its own, not a --target');
  const engine = engineIn(flags, scenario);
  if (target && engine) throw new Error('--engine needs a stack of its own, not a --target');
  if (flags.closed && flags.rate !== undefined)
    throw new Error(
      '--closed sends as fast as answers come, so it has no --rate; --connections says how many wait',
    );
  const settleMs = settleFor(flags.settle * 1000, scenario);
  const warmupS = flags.rate === undefined && !flags.closed ? WARM_UP_AFTER_SEARCH_S : WARM_UP_S;
  const settings = Object.keys(scenario.live?.settings ?? {});
  return {
    command: typed(process.argv.slice(2)),
    seed: flags.seed,
    ratePerS: flags.rate ?? null,
    arrivals: flags.arrivals,
    durationMs: flags.duration * 1000,
    warmupMs: (flags.warmup ?? warmupS) * 1000,
    closed: flags.closed ?? false,
    settings: Object.fromEntries(settings.map((name) => [name, flags[name]])),
    connections: flags.connections,
    workers: flags.workers,
    timeoutMs: flags.timeout * 1000,
    settleMs,
    instances: flags.instances,
    mongo: flags.mongo,
    target,
    chaos: flags.chaos ?? false,
    engine,
    bug: flags.bug ?? null,
    slos: flags.slo,
    maxSendLagMs: flags.maxSendLag,
    out: flags.out,
  };
}

/** Throws with one line where nothing could come to rest in so short a time. */
export function settleFor(ms: number, { rest, name }: Pick<Scenario, 'rest' | 'name'>): number {
  if (rest || ms > STILL_MS) return ms;
  const still = STILL_MS / 1000;
  throw new Error(
    `--settle must be more than ${still} s: the scenario ${name} does not say when it is at rest, so that is when nothing was written for ${still} s`,
  );
}

/** By service, of those that requests go to. Null: none was given. Throws with one line. */
export function targetOf(
  texts: readonly string[],
  asked: readonly string[],
  { services, name }: Pick<Scenario, 'services' | 'name'>,
): Record<string, string> | null {
  if (texts.length === 0) return null;
  const target: Record<string, string> = {};
  for (const text of texts) {
    const [, service, url] = /^(?:([a-z][a-z-]*)=)?(.*)$/s.exec(text)!;
    if (service === undefined && asked.length > 1)
      throw new Error(
        `--target ${text}: say of which service it is, of ${asked.join(' and ')}: ${asked[0]}=URL`,
      );
    const of = service ?? asked[0]!;
    if (!Object.hasOwn(services, of))
      throw new Error(
        `--target ${text}: there is no service '${of}' in the scenario ${name}. There are: ${Object.keys(services).join(', ')}`,
      );
    target[of] = httpUrl(url!);
  }
  const missing = asked.find((service) => !Object.hasOwn(target, service));
  if (missing !== undefined)
    throw new Error(`requests go to ${missing} as well: say with --target ${missing}=URL where it is`);
  return target;
}

function httpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.origin;
  throw new Error(`--target: expected an http:// or https:// URL, not '${text}'`);
}

function databaseSpec(text: string): string {
  if (isDatabaseSpec(text)) return text;
  throw new InvalidArgumentError('expected mongodb://…, memory-server, model or auto.');
}

function sloIn(text: string, metrics: Metrics): Slo {
  try {
    return parseSlo(text, metrics);
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
}

/** As it must be typed in a shell, but for passwords: they have no place in a report. */
function typed(args: readonly string[]): string {
  if (args.length === 0) return commandName('load');
  const shown = args.map((argument) => quoted(argument.replace(/\/\/([^@/]*)@/, '//***@')));
  return `${commandLine('load')} ${shown.join(' ')}`;
}

function helpAfter(metrics: Metrics): string {
  const line = commandLine('load');
  const limit = `${Object.keys(metrics)[0]}.p99<250ms`;
  return `
Limits are set on ${Object.keys(metrics).join(', ')}: each with p0 to p100, mean or max;
and on errors and throughput.

Examples:
  ${commandName('load').padEnd(48)} finds a rate that is borne, and measures 30 s at it
  ${`${line} --rate 50 --chaos --seed 7`.padEnd(48)} the same under kills and pauses
  ${line} --slo '${limit}' --slo 'errors<0.1%'
  ${`${line} --closed --duration 10`.padEnd(48)} how much it can take
  ${line} --mongo mongodb://db.example/?replicaSet=rs0 --target api=http://api.example

Exit codes: 0 passed, 1 an invariant was violated, 2 bad usage, 4 something did not start or answer, died or
could not be written, 5 a limit was missed, 6 the run is invalid, 130 interrupted (what there is was written).
Of several that hold the first of 1, 4, 130, 6, 5 is given. Times are seconds, or such as 90s, 10m or 1h30m.`;
}
