import { expect, test } from 'vitest';
import { playFailover } from './failover.ts';

test('three members go through the recorded fail-over as real servers did', async () => {
  const { steps, differ } = await playFailover();
  expect(differ).toEqual([]);
  expect(steps).toBeGreaterThan(0);
});
