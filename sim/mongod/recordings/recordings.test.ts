/** Everything that a real MongoDB 4.4.0 was recorded to answer, asked of the model over TCP. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Member, noDisk, startMember } from '../index.ts';
import { casesOf, RECORDED } from './cases.ts';
import { MISSING } from './missing.ts';
import { replay } from './replay.ts';

let member: Member;

beforeAll(async () => {
  member = await startMember({
    name: 'm',
    host: '127.0.0.1',
    port: 0,
    replSet: 'rs0',
    members: [],
    disk: noDisk(),
  });
});

afterAll(() => member.close());

test.each(RECORDED)('%s: answers as the real server did', async (file) => {
  const cases = casesOf(file);
  const failed: Record<string, string[]> = {};
  for (const one of cases) {
    const found = await replay(member.port, one);
    if (found.length > 0) failed[one.name] = found;
  }
  console.log(`${file}: ${cases.length - Object.keys(failed).length} of ${cases.length} cases`);
  const unexpected = Object.fromEntries(Object.entries(failed).filter(([name]) => !(name in MISSING)));
  expect(unexpected).toEqual({});
  const mended = cases.filter((c) => c.name in MISSING && !(c.name in failed)).map((c) => c.name);
  expect(mended, 'listed as missing, but answered rightly').toEqual([]);
});
