import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MongoClient } from 'mongodb';
import { expect, test } from 'vitest';
import type { ServerVersion } from '../harness/mongo/server-version.ts';
import { type Member, noDisk, startMember } from '../sim/mongod/index.ts';

const script = fileURLToPath(new URL('conformance.ts', import.meta.url));
const run = promisify(execFile);

async function conformance(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await run(process.execPath, ['--import', 'tsx', script, ...args])) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

async function withServer(
  use: (server: Member) => Promise<void>,
  serverVersion: ServerVersion = '8.0',
): Promise<void> {
  const at = { host: '127.0.0.1', port: 0 };
  const server = await startMember({
    ...{ name: 'm', ...at, replSet: 'rs0', members: [], disk: noDisk(), serverVersion },
  });
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

test.each(['4.4', '8.0'] as const)(
  'a server that does the same has no difference: as %s',
  async (version) => {
    await withServer(async ({ uri }) => {
      const { code, stdout } = await conformance('--mongo', uri, '--runs', '20');
      expect(stdout).toMatch(/20 random sequences: no difference/);
      expect(stdout).toContain(`the model of ${version} against`);
      expect(code).toBe(0);
    }, version);
  },
);

test('a server that does otherwise is found out, by the shortest sequence', async () => {
  await withServer(async ({ uri }) => {
    const client = await MongoClient.connect(uri);
    const data = { failCommands: ['distinct'], errorCode: 2 };
    await client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'alwaysOn', data });
    await client.close();
    const { code, stdout } = await conformance('--mongo', uri, '--runs', '20');
    expect(code).toBe(1);
    const [, sequence] = stdout.split(/a random sequence .*\n/);
    const steps = sequence!
      .split('\n\n')[0]!
      .trimEnd()
      .split('\n')
      .filter((line) => !line.includes('≠'));
    expect(steps).toHaveLength(2);
    expect(steps[0]).toContain('"create":"c"');
    expect(steps[1]).toContain('"distinct":"c"');
  });
});

test('a server that is not there, or an option that is none, is no difference', async () => {
  expect((await conformance('--mongo', 'mongodb://127.0.0.1:1/')).code).toBe(2);
  expect((await conformance('--what')).code).toBe(2);
  expect((await conformance('--help')).code).toBe(0);
});
