/**
 * `npm run dev`: the services of a scenario on loopback, until Ctrl-C.
 *
 * Exit codes: 1 something did not start or ended by itself, 2 bad usage, 130 stopped by the user.
 */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { commandName } from '../called.ts';
import { Page } from '../control/page.ts';
import { INTERRUPTED, onInterrupt } from '../interrupt.ts';
import { isMongoUri } from '../mongo/index.ts';
import { wholeBetween } from '../number-option.ts';
import { SettingUp } from '../run/setting-up.ts';
import { usualSettings } from '../run/traits.ts';
import { bugNamed } from '../scenario/find-bug.ts';
import { scenarioGiven, scenarioOption } from '../scenario/option.ts';
import type { PlannedRequest } from '../scenario/request.ts';
import type { Workload } from '../scenario/scenario.ts';
import { quoted } from '../shell.ts';
import { endedSentence } from '../stack/child.ts';
import { addEngineFlags, type Engine, engineIn, withEngine } from '../stack/engine.ts';
import { startModel } from '../stack/model.ts';
import { Stack } from '../stack/stack.ts';

const EXIT = { broken: 1, badUsage: 2 };

const command = new Command('dev')
  .addOption(scenarioOption())
  .option('--mongo <uri>', 'replica set to use (default: Groundhog’s own model of one)', mongoUri)
  .option(
    '--instances <number>',
    'processes of each service, as far as the scenario allows it',
    wholeBetween(1, 10),
    1,
  )
  .option('--bug <name>', 'plant a bug in the services first', (name: string) => bugNamed(scenario, name))
  .option('--port-base <port>', 'services listen from here on; 0: free ports', wholeBetween(0, 65_000), 4000)
  .addHelpText(
    'after',
    `\n${commandName('dev')} runs what the scenario sets up, starts its services, and shows a request of each kind.

Exit codes: 1 something did not start or ended by itself, 2 bad usage, 130 stopped by Ctrl-C.`,
  )
  .allowExcessArguments(false)
  .exitOverride();

const chosen = await scenarioGiven('dev', EXIT.badUsage);
const { scenario } = chosen;
addEngineFlags(command, scenario);
const engine = parsed();
const { mongo, instances, portBase, bug = null } = command.opts();
const { file, close } = withEngine(chosen, engine, true);
/** What is to be stopped, the latest first. */
const running: (() => Promise<void>)[] = [async () => close()];
let ending = false;

onInterrupt(() => void end(INTERRUPTED));
try {
  const uri: string = mongo ?? (await model());
  const { requests, data } = drawn();
  await setUp(uri, data);
  const onLine = (instance: string, line: string) => console.log(`${instance.padEnd(16)} ${line}`);
  const stack = new Stack({ of: file, data, mongoUri: uri, instances, portBase, bug, onLine });
  running.push(() => stack.stop());
  void stack.failed.then((how) => end(EXIT.broken, how));
  await stack.start();
  const page = await pageOf(stack, uri, onLine);
  show(stack, uri, requests, page);
} catch (error) {
  await end(EXIT.broken, (error as Error).message);
}

/** The engine that was chosen. Exits after one clear line on bad usage, and when only help was asked for. */
function parsed(): Engine | null {
  try {
    command.parse();
    return engineIn(command.opts(), scenario);
  } catch (error) {
    if (!(error instanceof CommanderError)) console.error(`dev: ${(error as Error).message}`);
    process.exit(error instanceof CommanderError && error.exitCode === 0 ? 0 : EXIT.badUsage);
  }
}

/** The scenario's page; undefined: it has none. */
async function pageOf(
  stack: Stack,
  mongoUri: string,
  onLine: (instance: string, line: string) => void,
): Promise<Page | undefined> {
  const spec = scenario.live?.page;
  if (!spec) return undefined;
  const page = await Page.start({
    ...{ of: file, spec, stack, mongoUri },
    onLine: (line) => onLine('page', line),
    onDeath: (how) => void end(EXIT.broken, how),
  });
  running.push(() => page.stop());
  return page;
}

function mongoUri(text: string): string {
  if (isMongoUri(text)) return text;
  throw new InvalidArgumentError('expected mongodb://… or mongodb+srv://….');
}

function model(): Promise<string> {
  const { uri, child } = startModel(scenario.database);
  running.push(() => child.stop());
  void child.ended.then((how) => end(EXIT.broken, endedSentence(how)));
  return uri;
}

/** The usual workload: what is set up for it, and what may be asked. */
function drawn(): Workload {
  const live = { prefix: '', after: 0, settings: usualSettings(scenario.live) };
  const workload = scenario.workload(fc, { clients: 1, size: scenario.size.usual, swarm: false, live });
  return fc.sample(fc.noBias(workload), { seed: 1, numRuns: 1 })[0]!;
}

async function setUp(uri: string, data: Workload['data']): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5000, writeConcern: { w: 'majority' } });
  try {
    const settingUp = await SettingUp.of(scenario);
    await settingUp.run(client, data);
  } finally {
    await client.close();
  }
}

async function end(code: number, why?: string): Promise<void> {
  if (ending) return;
  ending = true;
  if (why) console.error(`dev: ${why}; everything is stopped`);
  for (const stop of running.reverse()) await stop();
  process.exit(code);
}

function show(stack: Stack, uri: string, requests: readonly PlannedRequest[], page: Page | undefined): void {
  console.log(`\n${scenario.name} is up, on ${uri}\n`);
  if (page) console.log(`  open            ${page.url}\n`);
  for (const { name, url } of stack.services) console.log(`  ${name.padEnd(16)}${url ?? ''}`);
  if (page) console.log(`  ${'invariants'.padEnd(16)}${page.metricsUrl}`);
  const firsts = new Map(requests.toReversed().map((request) => [request.kind, request]));
  console.log();
  for (const [kind, request] of firsts) {
    const says = scenario.live?.kinds?.[kind]?.says;
    console.log(`  # ${says ? `${kind}: ${says}` : kind}\n  ${curl(stack, request)}`);
  }
  console.log('\nCtrl-C stops everything.');
}

/** A request as a person would send it. */
function curl(stack: Stack, { to, method, path, headers = {}, payload }: PlannedRequest): string {
  const all = { ...headers, ...(payload !== undefined && { 'content-type': 'application/json' }) };
  return [
    'curl',
    ...(method === 'GET' ? [] : ['-X', method]),
    quoted(`${stack.urlsOf(to)[0]}${path}`),
    ...Object.entries(all).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(payload === undefined ? [] : ['-d', quoted(JSON.stringify(payload))]),
  ].join(' ');
}
