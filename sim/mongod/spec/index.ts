/**
 * A small runner for the official unified tests of the driver specifications: the real driver, told what to do and
 * watched, against the model. They say what drivers rely on a server for: error labels, retries, fail points,
 * transactions, change streams that resume.
 *
 *   format.ts        the tests as data, and where they are
 *   requirements.ts  which of them are meant for this server
 *   run-test.ts      one test; operations/ does what it says, on entities.ts
 *   match.ts         results and events against what was expected; expect-error.ts: errors; logged.ts: lines of a log
 *   dialect.ts       what this driver says in other words
 *   known.ts         what does not pass, and why
 *
 * Not here, since no test that applies needs it: client-side encryption, threads, loops, pinning to one of several mongos.
 */
import { MongoClient } from 'mongodb';
import { type MemberOptions, noDisk } from '../index.ts';
import { type MemberSet, startSet } from '../set.ts';
import type { ServerVersion } from '../version.ts';
import { AREAS, missing, type Test, type TestFile, testFiles } from './format.ts';
import { type Deployment, whyNotFor } from './requirements.ts';
import { runTest } from './run-test.ts';

export { missing } from './format.ts';
export type { Deployment } from './requirements.ts';

export interface Which {
  serverVersion: ServerVersion;
  members: number;
  /** Absent: all. */
  areas?: readonly string[];
}

export interface Results {
  server: Deployment;
  areas: AreaResult[];
}

export interface AreaResult {
  area: string;
  /** How many are not meant for a server like this one, by why. */
  left: Record<string, number>;
  applies: number;
  passes: { file: string; test: string }[];
  failed: { file: string; test: string; why: string }[];
}

/** Runs all that apply, against a fresh model or the server at `uri`. */
export async function runSpecs(which: Which | { uri: string }): Promise<Results> {
  const why = missing();
  if (why) throw new Error(why);
  if ('uri' in which) return runAreas(which.uri, AREAS);
  const set = await startMembers(which);
  try {
    await set.primary();
    return await runAreas(set.uri, which.areas ?? AREAS);
  } finally {
    await set.close();
  }
}

function startMembers({ serverVersion, members }: Which): Promise<MemberSet> {
  const options = (i: number): Omit<MemberOptions, 'members'> => ({
    name: `m${i}`,
    host: '127.0.0.1',
    port: 0,
    replSet: 'rs0',
    serverVersion,
    disk: noDisk(),
  });
  return startSet(Array.from({ length: members }, (_, i) => options(i)));
}

async function runAreas(uri: string, areas: readonly string[]): Promise<Results> {
  const admin = new MongoClient(uri);
  try {
    const { version } = await admin.db('admin').command({ buildInfo: 1 });
    const { hosts } = await admin.db('admin').command({ hello: 1 });
    const server: Deployment = { version, topology: 'replicaset', members: hosts.length };
    const results: Results = { server, areas: [] };
    for (const area of areas) results.areas.push(await runArea(area, uri, admin, server));
    return results;
  } finally {
    await admin.close();
  }
}

interface Case {
  file: TestFile;
  test: Test;
}

async function runArea(
  area: string,
  uri: string,
  admin: MongoClient,
  server: Deployment,
): Promise<AreaResult> {
  const result: AreaResult = { area, left: {}, applies: 0, passes: [], failed: [] };
  for (const { file, test } of casesOf(area)) {
    const named = { file: file.file, test: test.description };
    const why = whyLeft(server, { file, test });
    if (why !== undefined) {
      result.left[why] = (result.left[why] ?? 0) + 1;
      continue;
    }
    result.applies++;
    try {
      await runTest(uri, admin, file, test, server);
      result.passes.push(named);
    } catch (error) {
      result.failed.push({ ...named, why: (error as Error).message });
    }
  }
  return result;
}

const casesOf = (area: string): Case[] =>
  testFiles(area).flatMap((file) => file.tests.map((test) => ({ file, test })));

function whyLeft(server: Deployment, { file, test }: Case): string | undefined {
  const why = whyNotFor(file.runOnRequirements, server) ?? whyNotFor(test.runOnRequirements, server);
  return why ?? (test.skipReason === undefined ? undefined : 'skipped by the specification');
}
