/** The server as an editor starts it: a bug is found, made small, explained, and looked into down to the line. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FOLDERS } from '../harness/called.ts';
import { makeFolder } from '../harness/folder.ts';
import { LOST_WRITE } from '../sim/system/testing/notes/lost-write.ts';

const client = new Client({ name: 'test', version: '1' });
/** With a request and a fault that have no part in what goes wrong. */
const [request] = LOST_WRITE.requests;
const plan = {
  ...LOST_WRITE,
  requests: [request, { ...request, atMs: 300, key: 'n1', path: '/notes/n1' }],
  faults: [...LOST_WRITE.faults, { kind: 'pause', atMs: 350, durationMs: 10, params: { host: 'api-1' } }],
};
const PLAN = path.join(FOLDERS.plans, `mcp-${process.pid}.json`);

beforeAll(() => {
  makeFolder(FOLDERS.plans);
  writeFileSync(PLAN, JSON.stringify(plan));
  return client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [
        ...['--import', './harness/early-interrupt.mjs', '--import', 'tsx', 'mcp/cli.ts'],
        ...['--scenario', 'sim/system/testing/notes/scenario.ts'],
      ],
    }),
  );
});
afterAll(async () => {
  await client.close();
  rmSync(PLAN);
});

// biome-ignore lint/suspicious/noExplicitAny: what tools return is looked into.
type Told = any;

async function call(name: string, args: Record<string, unknown> = {}, heard: string[] = []): Promise<Told> {
  const answer = await client.callTool({ name, arguments: args }, undefined, {
    timeout: 300_000,
    onprogress: ({ message }) => heard.push(message!),
  });
  const [{ text }] = answer.content as [{ text: string }];
  if (answer.isError) throw new Error(text);
  expect(JSON.parse(text)).toEqual(answer.structuredContent);
  return answer.structuredContent;
}

test('a bug is found, and made small', async () => {
  const scenario = await call('describe_scenario');
  expect(scenario).toMatchObject({
    name: 'notes',
    services: [{ name: 'api', entry: 'sim/system/testing/notes/api.ts' }],
  });
  expect(scenario.bugs[0]).toMatchObject({ name: 'not-durable' });
  expect(scenario.faults.map(({ kind }: Told) => kind)).toContain('db-crash');

  const heard: string[] = [];
  const found = await call('run_seeds', { runs: 40, size: 4, maxFailures: 1, bug: 'not-durable' }, heard);
  expect(heard.at(-1)).toMatch(/^\d+ of 40 seeds, [12] failed$/);
  expect(found.failures[0]).toMatchObject({
    verdict: 'violated',
    plan: expect.stringMatching(/not-durable-seed-\d+-\w+\.json$/),
  });

  const small = await call('shrink', { plan: PLAN, bug: 'not-durable' }, heard);
  expect(heard.at(-1)).toMatch(/requests → 1/);
  expect(small).toMatchObject({
    ...{ requests: [2, 1], minimal: true },
    things: expect.arrayContaining([{ thing: expect.stringContaining('PUT /notes/n0'), comesTo: 'passes' }]),
    violation: { invariant: 'acknowledged notes are kept', subject: 'notes n0' },
  });
  expect(await call('run_plan', { plan: small.plan })).toMatchObject({
    ...{ verdict: 'violated', bug: 'not-durable' },
    violations: [small.violation],
  });
  expect(await call('run_plan', { plan: small.plan, bug: 'none' })).toMatchObject({ verdict: 'passed' });
});

test('what went wrong is looked into, down to the line', async () => {
  const told = await call('explain', { plan: PLAN, bug: 'not-durable', budgetS: 0 });
  const { explanation, violation } = told;
  expect(violation).toMatchObject({ invariant: 'acknowledged notes are kept', subject: 'notes n0' });
  expect(told.commands.inspect).toContain('--pause-at violation');
  const { events } = await call('read_events', { explanation, strong: true });
  expect(events.map(({ kind }: Told) => kind)).toContain('violation');
  const first = await call('read_events', { explanation, limit: 1 });
  const second = await call('read_events', { explanation, limit: 1, after: first.next });
  expect(second.events[0].id).not.toBe(first.events[0].id);

  const { events: said } = await call('read_events', { explanation, lane: 'api-1', kinds: ['message'] });
  const write = said.find(({ label }: Told) => label.startsWith('update notes'));
  const { stack } = await call('read_item', { explanation, id: write.id });
  const [, file, line] = /([^\s(]+api\.ts):(\d+)/.exec(stack[0])!;
  const seen = await call('read_source', { file, line: Number(line), around: 0, bug: 'not-durable' });
  expect(seen).toMatchObject({ isPatched: true, source: expect.stringContaining('notes.updateOne') });

  const { logs } = await call('read_logs', { explanation, lane: 'api-1' });
  expect(logs[0].line).toMatch(/^note n0 is the 1th/);
  const { documents } = await call('read_documents', {
    ...{ explanation, collection: 'notes.notes', atMs: told.toMs },
  });
  expect(documents.map(({ document }: Told) => document._id)).toEqual(['n1']);
});

test('what is outside of the project, or not there, is refused', async () => {
  await expect(call('read_source', { file: '../../etc/hosts.ts' })).rejects.toThrow(
    /there is no file|outside/,
  );
  await expect(call('read_source', { file: 'package.json' })).rejects.toThrow('is no source file');
  await expect(call('run_plan', { plan: '/etc/hostname' })).rejects.toThrow('is outside of the project');
  await expect(call('run_plan', { plan: 'package.json' })).rejects.toThrow(
    /plan .*package.json is not a plan/,
  );
  await expect(call('read_logs', { explanation: 'x9' })).rejects.toThrow(/there is no explanation 'x9'/);
  await expect(call('run_seeds', { bug: 'ladybird' })).rejects.toThrow(
    /run_seeds: bug must be equal to one of/,
  );
});
