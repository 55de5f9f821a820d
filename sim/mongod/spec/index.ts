/**
 * A small runner for the official unified tests of the driver specifications: the real driver, told what to do and
 * watched, against the model. They say what drivers rely on a server for: error labels, retries, fail points,
 * transactions, change streams that resume.
 *
 *   format.ts        the tests as data, and where they are
 *   requirements.ts  which of them are meant for this server
 *   run-test.ts      one test; operations/ does what it says, on entities.ts
 *   match.ts         results and events against what was expected; expect-error.ts: errors
 *   dialect.ts       what this driver says in other words
 *   known.ts         what does not pass, and why
 *
 * Not here, since no test that applies needs it: connection pool events, client-side encryption, threads, loops.
 */
import { MongoClient } from 'mongodb';
import { startAlone } from '../alone.ts';
import { AREAS, missing, type Test, type TestFile, testFiles } from './format.ts';
import { applies, type Deployment } from './requirements.ts';
import { runTest } from './run-test.ts';

export { missing } from './format.ts';

export interface AreaResult {
  area: string;
  /** How many are meant for a server like this one, and not skipped by the specification itself. */
  applies: number;
  passed: number;
  passes: { file: string; test: string }[];
  failed: { file: string; test: string; why: string }[];
}

/** Runs all that apply, against a fresh model or the server at `uri`; areas that are not there are left out. */
export async function runSpecs(uri?: string): Promise<AreaResult[]> {
  const why = missing();
  if (why) throw new Error(why);
  if (uri) return runAreas(uri);
  const member = await startAlone();
  try {
    return await runAreas(member.uri);
  } finally {
    await member.close();
  }
}

async function runAreas(uri: string): Promise<AreaResult[]> {
  const admin = new MongoClient(uri);
  try {
    const { version } = await admin.db('admin').command({ buildInfo: 1 });
    const server: Deployment = { version, topology: 'replicaset' };
    const results: AreaResult[] = [];
    for (const area of AREAS) {
      const cases = testFiles(area).flatMap((file) => meantFor(server, file));
      if (cases.length > 0) results.push(await runArea(area, cases, uri, admin));
    }
    return results;
  } finally {
    await admin.close();
  }
}

interface Case {
  file: TestFile;
  test: Test;
}

function meantFor(server: Deployment, file: TestFile): Case[] {
  if (!applies(file.runOnRequirements, server)) return [];
  return file.tests
    .filter((test) => !test.skipReason && applies(test.runOnRequirements, server))
    .map((test) => ({ file, test }));
}

async function runArea(
  area: string,
  cases: readonly Case[],
  uri: string,
  admin: MongoClient,
): Promise<AreaResult> {
  const result: AreaResult = { area, applies: cases.length, passed: 0, passes: [], failed: [] };
  for (const { file, test } of cases) {
    try {
      await runTest(uri, admin, file, test);
      result.passed++;
      result.passes.push({ file: file.file, test: test.description });
    } catch (error) {
      result.failed.push({ file: file.file, test: test.description, why: (error as Error).message });
    }
  }
  return result;
}
