import { expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import { fuzz } from './hostile.ts';

test('100,000 seeded hostile messages', async () => {
  const unexpected: unknown[] = [];
  let refused = 0;
  const member = await startAlone({
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
