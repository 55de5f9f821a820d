/**
 * `npm run conformance`: the contract suite and random sequences, on the model and on a real server; each difference
 * with the shortest sequence that shows it.
 */
import { EJSON } from 'bson';
import { Command, InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import { deployment, redacted } from '../harness/mongo/deployment.ts';
import { NoDatabase } from '../harness/mongo/index.ts';
import { startMemoryServer } from '../harness/mongo/memory-server.ts';
import { SERVER_VERSIONS, type ServerVersion, USUAL_VERSION } from '../harness/mongo/server-version.ts';
import { plural } from '../harness/words.ts';
import {
  check,
  compare,
  contract,
  type Difference,
  type Step,
  sequences,
} from '../sim/mongod/contract/index.ts';
import { noDisk, startMember } from '../sim/mongod/index.ts';

/** What the cases of the contract expect was said by one of these. */
const CONTRACT_VERSION: ServerVersion = '4.4';
/** Patience with a download, where nobody asked for a server of their own. */
const FETCH_WITHIN_MS = 8000;

interface Server {
  uri: string;
  version: string;
  description: string;
  stop(): Promise<unknown>;
}

function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('must be a whole number.');
  return Number(text);
}

const command = new Command('conformance')
  .description('Compares the model of MongoDB with a real server of the same version.')
  .option(
    '--mongo <uri>',
    'the real server, a replica set; without it, mongodb-memory-server if it can be had',
  )
  .option('--seed <n>', 'seed of the first random sequence', whole, 1)
  .option('--runs <k>', 'how many random sequences', whole, 200)
  .addHelpText(
    'after',
    `
Without a real server, the model is held to what the cases of the contract expect, and the random
sequences are played on two models, which must agree.

Exit codes: 0 no difference, 1 differences, 2 bad usage or no server at the URI.`,
  )
  .allowExcessArguments(false)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();
const { mongo, seed, runs } = command.opts<{ mongo?: string; seed: number; runs: number }>();

/** What a real server of that version should be held to; what the contract was recorded of where there is none. */
const likest = (version: string): ServerVersion =>
  SERVER_VERSIONS.find((one) => version.startsWith(`${one}.`)) ?? USUAL_VERSION;

async function startModel(serverVersion: ServerVersion): Promise<Server> {
  const host = '127.0.0.1';
  const member = await startMember({
    name: 'model',
    host,
    port: 0,
    replSet: 'rs0',
    members: [],
    disk: noDisk(),
    serverVersion,
    // An error inside the model is told to the client as code 1, and here as well.
    log: ({ level, msg, ...more }) => {
      if (level === 'error') console.error(msg, more);
    },
  });
  return {
    ...{ uri: member.uri, version: serverVersion },
    ...{ description: `the model of ${serverVersion}`, stop: () => member.close() },
  };
}

/** Undefined when there is none to be had. Throws `NoDatabase` when the one asked for does not answer. */
async function realServer(): Promise<Server | undefined> {
  if (mongo !== undefined) return { ...(await deployment(mongo)), stop: async () => {} };
  try {
    return await startMemoryServer(FETCH_WITHIN_MS);
  } catch (error) {
    if (!(error instanceof NoDatabase)) throw error;
    console.log(`${error.message}: the model runs alone`);
    return undefined;
  }
}

let differences = 0;

function tell(name: string, steps: readonly Step[], found: readonly Difference[]): void {
  differences++;
  console.log(`\n${name}`);
  const last = Math.max(...found.map(({ step }) => step));
  for (const [i, step] of steps.slice(0, last + 1).entries()) {
    const { expect: _, ...rest } = { expect: undefined, ...step };
    console.log(`  ${String(i).padStart(2)} ${EJSON.stringify(rest, { relaxed: false })}`);
    for (const { what } of found.filter((difference) => difference.step === i)) console.log(`     ≠ ${what}`);
  }
}

async function contractOn({ uri, description }: Server): Promise<void> {
  for (const one of contract) {
    const found = await check(uri, one);
    if (found.length > 0) tell(`${description}: ${one.name}`, one.steps, found);
  }
}

async function contractOnBoth(model: Server, real: Server): Promise<void> {
  for (const { name, steps } of contract) {
    const found = await compare(real.uri, model.uri, steps);
    if (found.length > 0) tell(`the contract: ${name}`, steps, found);
  }
}

/** What makes fast-check look for a shorter sequence; any other error is one. */
class Differs extends Error {}

/** Each seed by itself, so that the first difference does not hide the others. */
async function randomOnBoth(model: Server, other: Server): Promise<void> {
  const told = new Set<string>();
  for (let n = 0; n < runs; n++) {
    let found: Difference[] = [];
    const property = fc.asyncProperty(sequences, async (steps) => {
      found = await compare(other.uri, model.uri, steps);
      if (found.length > 0) throw new Differs();
    });
    const result = await fc.check(property, { seed: seed + n, numRuns: 1 });
    if (!result.failed) continue;
    if (!(result.errorInstance instanceof Differs)) throw result.errorInstance;
    const [steps] = result.counterexample!;
    found = await compare(other.uri, model.uri, steps);
    const what = found.map((difference) => difference.what).join('\n');
    if (told.has(what)) continue;
    told.add(what);
    tell(`a random sequence (--seed ${seed + n} --runs 1)`, steps, found);
  }
}

try {
  const real = await realServer();
  const version = real ? likest(real.version) : CONTRACT_VERSION;
  const model = await startModel(version);
  const other = real ?? (await startModel(version));
  try {
    console.log(`${model.description} against ${real ? real.description : 'what the contract expects'}`);
    if (version === CONTRACT_VERSION) {
      await contractOn(model);
      if (real) await contractOn(real);
    } else
      console.log(
        `its cases expect what ${CONTRACT_VERSION} answers, so that here the two are only compared`,
      );
    if (real) await contractOnBoth(model, real);
    await randomOnBoth(model, other);
  } finally {
    await model.stop();
    await other.stop();
  }
  console.log(
    `\n${plural(contract.length, 'case')} of the contract and ${plural(runs, 'random sequence')}: ${differences === 0 ? 'no difference' : `${differences} with differences`}`,
  );
  process.exitCode = differences === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof NoDatabase)) throw error;
  console.error(`conformance: ${mongo ? `${redacted(mongo)}: ` : ''}${error.message}`);
  process.exitCode = 2;
}
