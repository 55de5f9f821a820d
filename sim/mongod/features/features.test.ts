/** Each feature on each version; `docs/mongodb.md` shows what comes of it. `UPDATE_DOCS=1` writes its table anew. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import type { Member } from '../index.ts';
import { Client } from '../recordings/client.ts';
import { isAtLeast, SERVER_VERSIONS, type ServerVersion } from '../version.ts';
import { FEATURES, type Feature } from './index.ts';
import { expectMade } from './page.ts';
import { type Outcome, tryFeature } from './try.ts';

const members: Member[] = [];
const clients = new Map<ServerVersion, Client>();
const outcomes = new Map<Feature, Map<ServerVersion, Outcome>>();

beforeAll(async () => {
  for (const serverVersion of SERVER_VERSIONS) {
    const member = await startAlone({ serverVersion });
    members.push(member);
    clients.set(serverVersion, await Client.connect(member.port));
  }
});
afterAll(async () => {
  for (const client of clients.values()) client.close();
  for (const member of members) await member.close();
});

async function outcomesOf(feature: Feature): Promise<Map<ServerVersion, Outcome>> {
  const known = outcomes.get(feature);
  if (known) return known;
  const found = new Map<ServerVersion, Outcome>();
  for (const [version, client] of clients) found.set(version, await tryFeature(feature, client));
  outcomes.set(feature, found);
  return found;
}

const hasIt = ({ since = '4.4' }: Feature, version: ServerVersion): boolean =>
  since !== 'never' && isAtLeast(version, since);

describe.each(Object.entries(FEATURES))('%s', (_, features) => {
  test.each(features.map((feature) => [feature.name, feature] as const))('%s', async (_name, feature) => {
    for (const [version, outcome] of await outcomesOf(feature)) {
      const { refused: code } = feature;
      if (hasIt(feature, version)) expect({ version, ...outcome }).toEqual({ version });
      else expect({ version, code: outcome.code }).toEqual({ version, code });
    }
  });
});

test('the table in the documentation is what came of them', async () => {
  const head = ['', ...SERVER_VERSIONS, 'other than the real one'];
  const rows: string[][] = [];
  for (const [group, features] of Object.entries(FEATURES)) {
    rows.push([`**${group}**`, ...head.slice(1).map(() => '')]);
    for (const feature of features) {
      const found = await outcomesOf(feature);
      const cells = SERVER_VERSIONS.map((version) => {
        const { code } = found.get(version)!;
        if (code !== undefined) return `refused (${code})`;
        return hasIt(feature, version) ? 'works' : 'not there';
      });
      rows.push([feature.name, ...cells, feature.differs ?? '']);
    }
  }
  expectMade('features', head, rows);
});
