/** How fast the model of MongoDB is over TCP, and how much of the real one's behaviour it has. */
import type { Document } from 'bson';
import { startModel } from '../../harness/stack/model.ts';
import { casesOf, RECORDED } from '../../sim/mongod/recordings/cases.ts';
import { Client } from '../../sim/mongod/recordings/client.ts';
import { playFailover } from '../../sim/mongod/recordings/failover.ts';
import { RecordingsOnModel } from '../../sim/mongod/recordings/on-model.ts';
import { missing, runSpecs } from '../../sim/mongod/spec/index.ts';
import { knownFailure } from '../../sim/mongod/spec/known.ts';
import { SERVER_VERSIONS } from '../../sim/mongod/version.ts';
import { type Section, scaled } from './section.ts';

const SIZES = [1000, 10_000, 100_000, 1_000_000];
const LOAD_BATCH = 1000;
/** Each figure is of so many operations, over so many connections with one under way on each. */
const OPERATIONS = 20_000;
const CONNECTIONS = 8;
const MAJORITY = { w: 'majority' };
const DB = 'bench';
const INDEXES = [
  { key: { stream_id: 1, version: 1 }, name: 'version', unique: true },
  { key: { order_id: 1 }, name: 'order' },
];

interface Row {
  documents: number;
  loadedPerS: number;
  insertsPerS: number;
  indexedFindsPerS: number;
  findAndModifyPerS: number;
  streamEventsPerS: number;
}

/** As the shop's events are. */
const event = (n: number) => ({
  _id: n,
  order_id: `order-${n}`,
  stream_id: `product-${n % 100}`,
  version: n,
  qty: 1,
  timestamp: new Date(n),
});

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return (count / (performance.now() - begin)) * 1000;
}

/** What the server refuses is no measurement. */
async function done(client: Client, command: Document): Promise<Document> {
  const reply: Document = await client.command(DB, command);
  if (Number(reply.ok) !== 1 || reply.writeErrors) throw new Error(`refused: ${JSON.stringify(reply)}`);
  return reply;
}

function spread(clients: Client[], count: number, command: (i: number) => Document): Promise<number> {
  let next = 0;
  return perSecond(count, async () => {
    const worker = async (client: Client) => {
      while (next < count) await done(client, command(next++));
    };
    await Promise.all(clients.map(worker));
  });
}

/** Events read through a cursor that is behind, as after a restart: the reader's share is in it, the writer's not. */
async function streamed(client: Client, first: number, count: number): Promise<number> {
  const pipeline = [{ $changeStream: {} }];
  const { cursor } = await done(client, { aggregate: 'events', pipeline, cursor: {} });
  await load(client, first, count);
  return perSecond(count, async () => {
    for (let seen = 0; seen < count; ) {
      const getMore = { getMore: cursor.id, collection: 'events', batchSize: LOAD_BATCH, maxTimeMS: 1000 };
      seen += (await done(client, getMore)).cursor.nextBatch.length;
    }
  });
}

async function load(client: Client, first: number, count: number): Promise<void> {
  for (let n = first; n < first + count; n += LOAD_BATCH) {
    const size = Math.min(LOAD_BATCH, first + count - n);
    const documents = Array.from({ length: size }, (_, i) => event(n + i));
    await done(client, { insert: 'events', documents });
  }
}

async function row(clients: Client[], held: number, documents: number, operations: number): Promise<Row> {
  const [client] = clients as [Client];
  const loadedPerS = await perSecond(documents - held, () => load(client, held, documents - held));
  // Steps that share no factor with the size reach every part of the collection.
  const some = (i: number) => (i * 7919) % documents;
  const indexedFindsPerS = await spread(clients, operations, (i) => ({
    find: 'events',
    filter: { order_id: `order-${some(i)}` },
    limit: 1,
    singleBatch: true,
  }));
  const findAndModifyPerS = await spread(clients, operations, (i) => ({
    findAndModify: 'events',
    query: { _id: some(i) },
    update: { $inc: { qty: 1 } },
    writeConcern: MAJORITY,
  }));
  const insertsPerS = await spread(clients, operations, (i) => ({
    insert: 'events',
    documents: [event(documents + i)],
    writeConcern: MAJORITY,
  }));
  const streamEventsPerS = await streamed(client, documents + operations, operations);
  const extra = { q: { _id: { $gte: documents } }, limit: 0 };
  await done(client, { delete: 'events', deletes: [extra] });
  return { documents, loadedPerS, insertsPerS, indexedFindsPerS, findAndModifyPerS, streamEventsPerS };
}

async function throughput(scale: number): Promise<Row[]> {
  const { child, uri } = startModel();
  const clients: Client[] = [];
  try {
    const port = Number(new URL(await uri).port);
    while (clients.length < CONNECTIONS) clients.push(await Client.connect(port));
    const operations = scaled(OPERATIONS, scale);
    // Unmeasured: what has never run has yet to be compiled.
    await done(clients[0]!, { createIndexes: 'events', indexes: INDEXES });
    await row(clients, 0, LOAD_BATCH, OPERATIONS / 4);
    await done(clients[0]!, { drop: 'events' });
    await done(clients[0]!, { createIndexes: 'events', indexes: INDEXES });
    const rows: Row[] = [];
    for (const size of SIZES.map((full) => scaled(full, scale))) {
      rows.push(await row(clients, rows.at(-1)?.documents ?? 0, size, operations));
      console.log(`  ${shown(rows.at(-1)!)}`);
    }
    return rows;
  } finally {
    for (const client of clients) client.close();
    await child.stop();
  }
}

const shown = (figures: object): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${Math.round(value)}`)
    .join('  ');

/** A figure at the largest size over that at the smallest: 1 when it does not grow with the collection. */
function growth(rows: Row[], of: keyof Row): number {
  return rows[0]![of] / rows.at(-1)![of];
}

async function recordings(): Promise<Record<string, string>> {
  const model = await RecordingsOnModel.start();
  try {
    const groups: Record<string, string> = {};
    for (const group of RECORDED) {
      const cases = casesOf(group);
      let same = 0;
      for (const one of cases) if ((await model.replay(one)).length === 0) same++;
      groups[group] = `${same} of ${cases.length}`;
    }
    const { steps, differ } = await playFailover();
    for (const line of differ) console.log(`  fail-over differs: ${line}`);
    groups['fail-over, step by step'] = `${steps - differ.length} of ${steps}`;
    return groups;
  } finally {
    await model.close();
  }
}

export const mongod: Section = {
  name: 'mongod',
  says: 'the model of MongoDB: throughput over TCP by size, recordings, specification tests',
  async measure(scale) {
    const rows = await throughput(scale);
    const timeGrows = {
      indexedFinds: growth(rows, 'indexedFindsPerS'),
      findAndModify: growth(rows, 'findAndModifyPerS'),
      inserts: growth(rows, 'insertsPerS'),
    };
    for (const [what, factor] of Object.entries(timeGrows))
      console.log(`  ${what}: ${factor.toFixed(2)}× the time at the largest size`);
    const recorded = await recordings();
    for (const [group, answer] of Object.entries(recorded)) console.log(`  recordings, ${group}: ${answer}`);
    const absent = missing();
    if (absent) console.log(`  ${absent}`);
    const specs = [];
    for (const serverVersion of absent ? [] : SERVER_VERSIONS) {
      const { server, areas } = await runSpecs({ serverVersion, members: 1 });
      console.log(`  specification tests on ${serverVersion}:`);
      for (const { area, passes, applies, failed } of areas) {
        console.log(`  tests of ${area}: ${passes.length} of ${applies}`);
        for (const { file, test, why } of failed)
          console.log(`    ${file}: ${test}: ${knownFailure(server, area, file, test) ?? why}`);
      }
      specs.push({
        serverVersion,
        areas: areas.map(({ passes, ...rest }) => ({ ...rest, passed: passes.length })),
      });
    }
    return {
      rows,
      timeGrows,
      recordings: recorded,
      specs,
    };
  },
};
