import seedrandom from 'seedrandom';
import { expect, test } from 'vitest';
import { Chaos, drawChaos } from './chaos.ts';
import type { Service } from './service.ts';

const INSTANCES = ['inventory-1', 'inventory-2', 'orchestrator-1'];

test('a seed draws the same chaos again, another seed another', () => {
  const draw = (seed: string) => drawChaos(INSTANCES, 60_000, seedrandom(seed));
  expect(draw('1')).toEqual(draw('1'));
  expect(draw('1')).not.toEqual(draw('2'));
});

test('chaos leaves the ends of a run alone and hurts nobody twice at once', () => {
  for (let seed = 0; seed < 200; seed++) {
    const events = drawChaos(INSTANCES, 60_000, seedrandom(String(seed)));
    expect(events.length).toBeGreaterThan(2);
    const wholeAt = new Map<string, number>();
    for (const { atMs, durationMs, instance } of events) {
      expect(atMs).toBeGreaterThanOrEqual(6000);
      expect(atMs + durationMs).toBeLessThanOrEqual(54_001);
      expect(atMs).toBeGreaterThanOrEqual(wholeAt.get(instance) ?? 0);
      wholeAt.set(instance, atMs + durationMs);
    }
  }
});

test('healing ends every pause and restarts all that was killed, at once', async () => {
  const done: string[] = [];
  const service = (name: string) =>
    ({
      name,
      pause: () => done.push(`pause ${name}`),
      resume: () => done.push(`resume ${name}`),
      crash: async () => void done.push(`crash ${name}`),
      restart: async () => void done.push(`restart ${name}`),
    }) as unknown as Service;
  let strike = () => {};
  const struck = new Promise<void>((resolve) => {
    strike = resolve;
  });
  const victim = service('b');
  victim.crash = async () => {
    done.push('crash b');
    strike();
  };
  const chaos = new Chaos([service('a'), victim], (how) => done.push(how));
  chaos.begin([
    { atMs: 0, durationMs: 60_000, kind: 'pause', instance: 'a' },
    { atMs: 1, durationMs: 60_000, kind: 'kill', instance: 'b' },
    { atMs: 60_000, durationMs: 1000, kind: 'kill', instance: 'a' },
  ]);
  await struck;
  await chaos.healed();
  expect(done).toEqual(['pause a', 'crash b', 'resume a', 'restart b']);
});
