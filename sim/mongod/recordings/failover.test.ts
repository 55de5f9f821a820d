import '../../node/install.ts';
import { expect, test } from 'vitest';
import { inWorld } from '../replset/in-world.ts';
import { playFailover } from './failover.ts';

test('three members go through the recorded fail-over as real servers did', async () => {
  const { steps, differ } = await inWorld(playFailover)();
  expect(differ).toEqual([]);
  expect(steps).toBeGreaterThan(0);
});
