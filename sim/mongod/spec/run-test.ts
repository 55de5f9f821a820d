/** One test, from a prepared database to a verdict. */
import type { MongoClient } from 'mongodb';
import { asSaid } from './dialect.ts';
import { Entities } from './entities.ts';
import { matchError } from './expect-error.ts';
import type { CollectionData, Doc, ExpectedEvents, Operation, Test, TestFile } from './format.ts';
import { compareLog } from './logged.ts';
import { Mismatch, match, matchExactly } from './match.ts';
import { perform, type Scope } from './operations/index.ts';
import type { Deployment } from './requirements.ts';

/** Ends what hangs: no test takes a second, but for the machine's being busy with something else. */
const TEST_WITHIN_MS = 60_000;

/** Throws what is wrong. `admin` is a client of the runner's own at `uri`. */
export async function runTest(
  uri: string,
  admin: MongoClient,
  file: TestFile,
  test: Test,
  { members }: Deployment,
): Promise<void> {
  await prepare(admin, file.initialData ?? [], members);
  const entities = new Entities(uri);
  const failPoints = new Set<string>();
  const scope: Scope = {
    entities,
    admin,
    run: (operations) => runAll(operations, scope, true),
    async failPoint(command) {
      failPoints.add(command.configureFailPoint);
      await admin.db('admin').command(command);
    },
  };
  let timer: NodeJS.Timeout | undefined;
  try {
    await entities.create(file.createEntities ?? []);
    await Promise.race([
      runAll(test.operations, scope, false),
      new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`not done in ${TEST_WITHIN_MS / 1000} s`)), TEST_WITHIN_MS);
      }),
    ]);
    for (const expected of test.expectEvents ?? []) compareEvents(expected, entities);
    for (const log of test.expectLogMessages ?? []) compareLog(log, entities.logged(log.client), entities);
    for (const collection of test.outcome ?? []) await compareOutcome(admin, collection, entities);
  } finally {
    clearTimeout(timer);
    for (const name of failPoints) await admin.db('admin').command({ configureFailPoint: name, mode: 'off' });
    await entities.close();
  }
}

/** Leaves nothing of the test before, and what this one begins with, for all members to have: it may ask any of them. */
async function prepare(
  admin: MongoClient,
  initialData: readonly CollectionData[],
  members: number,
): Promise<void> {
  await admin.db('admin').command({ killAllSessions: [] });
  for (const { databaseName, collectionName, documents, createOptions } of initialData) {
    const db = admin.db(databaseName, { writeConcern: { w: members } });
    await db.dropCollection(collectionName);
    if (createOptions || documents.length === 0) await db.createCollection(collectionName, createOptions);
    if (documents.length > 0)
      await db.collection(collectionName).insertMany(documents.map((d) => ({ ...d })));
  }
}

/** In a callback, an error that was expected is thrown all the same: it is for the driver to see. */
async function runAll(operations: readonly Operation[], scope: Scope, inCallback: boolean): Promise<void> {
  for (const operation of operations) {
    try {
      await runOperation(operation, scope, inCallback);
    } catch (error) {
      if (error instanceof Mismatch) error.message = `${operation.name}: ${error.message}`;
      throw error;
    }
  }
}

async function runOperation(operation: Operation, scope: Scope, inCallback: boolean): Promise<void> {
  const { expectError, saveResultAsEntity, ignoreResultAndError } = operation;
  let result: unknown;
  try {
    result = await perform(operation, scope);
  } catch (error) {
    if (error instanceof Mismatch) throw error;
    if (expectError) matchError(expectError, error as Error, scope.entities);
    if (inCallback || !(expectError || ignoreResultAndError)) throw error;
    return;
  }
  if (ignoreResultAndError) return;
  if (expectError) throw new Mismatch('expected an error, and there was none');
  if ('expectResult' in operation) match(operation.expectResult, result, scope.entities);
  if (saveResultAsEntity) scope.entities.set(saveResultAsEntity, result);
}

function compareEvents(expected: ExpectedEvents, entities: Entities): void {
  const { client, events, eventType = 'command', ignoreExtraEvents } = expected;
  const observed = entities
    .observed(client)
    .filter(({ kind }) => kind.startsWith('command') === (eventType === 'command'));
  const got = observed.map(({ kind, event }) => `${event.commandName} ${kind}`).join(', ');
  if (ignoreExtraEvents ? observed.length < events.length : observed.length !== events.length)
    throw new Mismatch(`expected ${events.length} events, got ${observed.length}: ${got}`);
  for (const [i, entry] of events.entries()) {
    const [[kind, fields]] = Object.entries(entry) as [[string, Doc]];
    const { kind: actualKind, event } = observed[i]!;
    if (kind !== actualKind) throw new Mismatch(`event ${i}: expected ${kind}, got ${got}`);
    for (const [name, value] of Object.entries(fields)) {
      try {
        match(name === 'command' ? asSaid(value, event.command) : value, event[name], entities);
      } catch (error) {
        if (error instanceof Mismatch)
          error.message = `event ${i} (${event.commandName}), ${name}: ${error.message}`;
        throw error;
      }
    }
  }
}

async function compareOutcome(
  admin: MongoClient,
  outcome: CollectionData,
  entities: Entities,
): Promise<void> {
  const { databaseName, collectionName, documents } = outcome;
  const held = await admin.db(databaseName).collection(collectionName).find().sort({ _id: 1 }).toArray();
  try {
    matchExactly(documents, held, entities);
  } catch (error) {
    if (error instanceof Mismatch) error.message = `outcome of ${collectionName}: ${error.message}`;
    throw error;
  }
}
