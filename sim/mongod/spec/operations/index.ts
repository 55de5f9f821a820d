/** Operations by what they are called on: each takes the object, its arguments, and the test it is part of. */
import {
  AbstractCursor,
  ChangeStream,
  ClientSession,
  Collection,
  Db,
  GridFSBucket,
  MongoClient,
} from 'mongodb';
import { type Entities, options } from '../entities.ts';
import type { Doc, Operation } from '../format.ts';
import { bucket } from './bucket.ts';
import { client } from './client.ts';
import { collection } from './collection.ts';
import { cursor } from './cursor.ts';
import { database } from './database.ts';
import { session } from './session.ts';
import { stream } from './stream.ts';
import { testRunner } from './test-runner.ts';

/** What an operation may reach beside its object. */
export interface Scope {
  entities: Entities;
  /** Runs the operations of a callback. */
  run(operations: readonly Operation[]): Promise<void>;
  /** Changes a fail point, and clears it when the test is over. */
  failPoint(command: Doc): Promise<void>;
  /** A client of the runner's own, for looking. */
  admin: MongoClient;
}

export type Perform<Target> = (target: Target, args: Doc, scope: Scope) => Promise<unknown>;
export type Performers<Target> = Record<string, Perform<Target>>;

/** The result of an operation, or throws what it throws. */
export function perform(operation: Operation, scope: Scope): Promise<unknown> {
  const target = operation.object === 'testRunner' ? undefined : scope.entities.entity(operation.object);
  const performer = performers(target)[operation.name] as Perform<unknown> | undefined;
  if (!performer) throw new Error(`the runner has no operation ${operation.name}`);
  const args = options(operation.arguments);
  const acting =
    args.session === undefined ? args : { ...args, session: scope.entities.entity(args.session) };
  return performer(target, acting, scope);
}

function performers(target: unknown): Performers<never> {
  if (target === undefined) return testRunner;
  if (target instanceof Collection) return collection;
  if (target instanceof Db) return database;
  if (target instanceof MongoClient) return client;
  if (target instanceof ClientSession) return session;
  if (target instanceof ChangeStream) return stream;
  if (target instanceof GridFSBucket) return bucket;
  if (target instanceof AbstractCursor) return cursor;
  throw new Error('the runner has no operations for this kind of entity');
}
