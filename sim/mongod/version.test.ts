/** What tells a client which server it talks to. */
import { expect, test } from 'vitest';
import { startAlone } from './alone.ts';
import type { Doc } from './bson/values.ts';
import { Client } from './recordings/client.ts';
import { isAtLeast, SERVER_VERSIONS, type ServerVersion } from './version.ts';

const WIRE: Record<ServerVersion, number> = { '4.4': 9, '5.0': 13, '6.0': 17, '7.0': 21, '8.0': 25 };

test.each(SERVER_VERSIONS)('a member that is as %s is says so', async (serverVersion) => {
  const member = await startAlone({ serverVersion });
  const client = await Client.connect(member.port);
  const ask = async (cmd: Doc): Promise<Doc> =>
    JSON.parse(JSON.stringify(await client.command('admin', cmd)));
  try {
    const said = await ask({ hello: 1 });
    expect(said).toMatchObject({ minWireVersion: 0, maxWireVersion: WIRE[serverVersion] });
    const { version, versionArray } = await ask({ buildInfo: 1 });
    expect(String(version).split('.').slice(0, 2).join('.')).toBe(serverVersion);
    expect((versionArray as unknown[]).slice(0, 3).join('.')).toBe(version);
    const { featureCompatibilityVersion } = await ask({ getParameter: 1, featureCompatibilityVersion: 1 });
    expect(featureCompatibilityVersion).toEqual({ version: serverVersion });
  } finally {
    client.close();
    await member.close();
  }
});

test('what came with a version is there from then on', () => {
  expect(SERVER_VERSIONS.filter((version) => isAtLeast(version, '6.0'))).toEqual(['6.0', '7.0', '8.0']);
});
