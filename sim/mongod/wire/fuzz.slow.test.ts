import { expect, test } from 'vitest';
import { noDisk, startMember } from '../index.ts';
import { fuzz } from './hostile.ts';

test('100,000 seeded hostile messages', async () => {
  const unexpected: unknown[] = [];
  let refused = 0;
  const member = await startMember({
    name: 'm',
    host: '127.0.0.1',
    port: 0,
    replSet: 'rs0',
    members: [],
    disk: noDisk(),
    log: (line) => {
      if (line.level === 'error') unexpected.push(line);
      if (line.level === 'warn') refused++;
    },
  });
  const { closed } = await fuzz(member.port, 'groundhog of the day', 100_000);
  await member.close();
  expect(unexpected).toEqual([]);
  // Each connection that was closed has its reason in the log.
  expect(closed).toBe(refused);
  expect(refused).toBeGreaterThan(1000);
});
