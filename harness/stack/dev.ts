/**
 * `npm run dev`: the whole shop on loopback, until Ctrl-C.
 *
 * Exit codes: 1 something did not start or ended by itself, 2 bad usage, 130 stopped by the user.
 */
import { Command, CommanderError } from 'commander';
import { ALL_COLLECTIONS, ensureCollections, seedProducts } from '../../services/common/collections.ts';
import { mongoOption, wholeBetween } from '../../services/common/main.ts';
import { openMongo } from '../../services/common/mongo.ts';
import { INTERRUPTED, onInterrupt } from '../interrupt.ts';
import { endedSentence } from './child.ts';
import { startModel } from './model.ts';
import { Stack } from './stack.ts';

const command = new Command('dev')
  .addOption(mongoOption('replica set to use (default: the project’s own model of one)'))
  .option('--instances <number>', 'processes of each service', wholeBetween(1, 10), 1)
  .option('--port-base <port>', 'services listen from here on; 0: free ports', wholeBetween(0, 65_000), 4000)
  .option('--log-level <level>', 'least level that services log', 'warn')
  .addHelpText(
    'after',
    '\nExit codes: 1 something did not start or ended by itself, 2 bad usage, 130 stopped by Ctrl-C.',
  )
  .exitOverride();

try {
  command.parse();
} catch (error) {
  process.exit(error instanceof CommanderError && error.exitCode === 0 ? 0 : 2);
}

const { mongo, instances, portBase, logLevel } = command.opts();
/** What is to be stopped, the latest first. */
const running: (() => Promise<void>)[] = [];
let ending = false;

onInterrupt(() => void end(INTERRUPTED));
try {
  const mongoUri: string = mongo ?? (await model());
  await seed(mongoUri);
  const stack = new Stack({ mongoUri, instances, portBase, logLevel });
  running.push(() => stack.stop());
  void stack.failed.then((how) => end(1, how));
  await stack.start();
  show(stack, mongoUri);
} catch (error) {
  await end(1, (error as Error).message);
}

function model(): Promise<string> {
  const { uri, child } = startModel();
  running.push(() => child.stop());
  void child.ended.then((how) => end(1, endedSentence(how)));
  return uri;
}

async function seed(uri: string): Promise<void> {
  const client = openMongo(uri, 'dev');
  try {
    await ensureCollections(client, ALL_COLLECTIONS);
    await seedProducts(client);
  } catch (error) {
    throw new Error(`the database does not answer: ${(error as Error).message}`);
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

function show(stack: Stack, mongoUri: string): void {
  const [shop] = stack.urlsOf('orchestrator');
  const order = '{"order_id":"ORD-001","product_id":"iphone-15","qty":1,"amount":10000}';
  console.log(`\nThe shop is open, on ${mongoUri}\n`);
  for (const { name, url } of stack.services) console.log(`  ${name.padEnd(16)}${url}`);
  console.log(`
  curl -X POST ${shop}/orders -H 'content-type: application/json' -d '${order}'
  curl ${shop}/orders/ORD-001
  curl ${stack.urlsOf('projector')[0]}/products

Ctrl-C stops everything.`);
}
