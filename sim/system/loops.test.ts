/** Services that go in circles: each is told as that, by who and over what, and soon. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadScenario } from '../../harness/scenario/load.ts';

const { drawPlan, simulator } = await import('../engine.ts');
const notes = await loadScenario('sim/system/testing/notes/scenario.ts');

const LISTENS = `
  import http from 'node:http';
  const server = http.createServer((request, response) => response.writeHead(409).end());
  server.listen(Number(process.env.PORT));
`;

async function verdictOf(code: string) {
  const root = mkdtempSync(path.join(os.tmpdir(), 'looping-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  symlinkSync(path.resolve('node_modules'), path.join(root, 'node_modules'));
  writeFileSync(path.join(root, 'api.mjs'), `${LISTENS}${code}`);
  const api = { ...notes.scenario.services.api!, entry: 'api.mjs' };
  const run = await simulator({
    root,
    scenario: { ...notes.scenario, services: { api }, invariants: [], sometimes: [] },
  });
  const plan = drawPlan(notes.scenario, 1, { faults: [], size: 1 });
  const { verdict, reason } = await run({
    ...plan,
    topology: { ...plan.topology, instances: { api: 1 }, members: 1 },
  });
  return { verdict, reason };
}

test('who sends a request again as soon as it is refused', async () => {
  const { verdict, reason } = await verdictOf(`
    const release = async (order) => {
      const body = JSON.stringify({ order });
      const url = 'http://localhost:' + process.env.PORT + '/release';
      while (!(await fetch(url, { method: 'POST', body })).ok);
    };
    setTimeout(release, 3000, 7);
  `);
  expect({ verdict, reason }).toEqual({
    verdict: 'looping',
    reason:
      'api-1 sends the same again and again without a pause, over 60 times within a second: POST /release to api',
  });
});

test('who tries a job again as soon as another has it', async () => {
  const { verdict, reason } = await verdictOf(`
    import { MongoClient } from 'mongodb';
    const jobs = new MongoClient(process.env.MONGO_URL).db('app').collection('jobs');
    const take = () => jobs.findOneAndUpdate({ state: 'free' }, { $set: { state: 'taken', at: new Date() } });
    setTimeout(async () => { while (!(await take())); }, 3000);
  `);
  expect({ verdict, reason }).toEqual({
    verdict: 'looping',
    reason:
      'api-1 sends the same again and again without a pause, over 60 times within a second: findAndModify of jobs',
  });
});

test('who asks the time in a loop of timers', async () => {
  const { verdict, reason } = await verdictOf(`
    const look = () => setTimeout(look, 0);
    for (let n = 0; n < 50; n++) setTimeout(look, 3000);
  `);
  expect({ verdict, reason }).toEqual({
    verdict: 'looping',
    reason: 'api-1 goes in circles, faster than any work would: timeout',
  });
});

test('who tries again with a pause, or sends each time something else, is let be', async () => {
  const { verdict } = await verdictOf(`
    const url = 'http://localhost:' + process.env.PORT + '/release';
    const send = (body) => fetch(url, { method: 'POST', body });
    setInterval(send, 25, 'the same');
    for (let n = 0; n < 200; n++) setTimeout(send, 3000, String(n));
  `);
  expect(verdict).toBe('passed');
});

test.each([
  ['many that each count one more are let be', 40, 3, 'passed'],
  ['one tried again and again is not', 1, 200, 'looping'],
] as const)('of transactions that write the same, %s', async (_what, sessions, tries, verdict) => {
  const found = await verdictOf(`
    import { MongoClient } from 'mongodb';
    const mongo = new MongoClient(process.env.MONGO_URL, { maxPoolSize: 100 });
    const counts = mongo.db('app').collection('counts');
    const count = async () => {
      const session = mongo.startSession();
      for (let n = 0; n < ${tries}; n++) {
        session.startTransaction();
        await counts.updateOne({ _id: 'orders' }, { $inc: { n: 1 } }, { session }).catch(() => {});
        await session.abortTransaction();
      }
    };
    await counts.insertOne({ _id: 'orders', n: 0 });
    setTimeout(() => { for (let n = 0; n < ${sessions}; n++) void count(); }, 3000);
  `);
  expect(found.verdict).toBe(verdict);
});
