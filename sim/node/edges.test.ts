import './install.ts';
import crypto, { randomUUID } from 'node:crypto';
import timersPromises from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { World } from '../world/world.ts';

/** Runs code as a host's, to its end, and gives back what it gave. */
async function inHost<T>(code: () => Promise<T>, seed = 'a'): Promise<T> {
  const world = new World({ seed });
  let result: T | undefined;
  let error: unknown;
  world.host('a').start(() => {
    code().then(
      (value) => {
        result = value;
      },
      (reason) => {
        error = reason;
      },
    );
  });
  await world.run(() => false, Number.POSITIVE_INFINITY);
  if (error) throw error;
  return result as T;
}

test('every source of randomness comes from the seed', async () => {
  const draw = async () => [
    Math.random(),
    crypto.randomBytes(8).toString('hex'),
    randomUUID(),
    crypto.randomUUID(),
    globalThis.crypto.randomUUID(),
    [...crypto.getRandomValues(new Uint8Array(4))],
    [...globalThis.crypto.getRandomValues(new Uint8Array(4))],
    crypto.randomInt(1_000_000),
    [...crypto.randomFillSync(new Uint8Array(4))],
    await promisify(crypto.randomBytes)(4),
  ];
  const once = await inHost(draw);
  expect(await inHost(draw)).toEqual(once);
  expect(await inHost(draw, 'b')).not.toEqual(once);
  expect(once[2]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('code that waits for the clock in a loop ends the run instead of never ending', async () => {
  const world = new World({ seed: 'a' });
  world.host('a').start(() => {
    const due = performance.now() + 1;
    while (performance.now() < due);
  });
  expect(await world.run(() => false, Number.POSITIVE_INFINITY)).toBe('failed');
  expect(world.failure).toMatchObject({
    kind: 'looping',
    message: expect.stringMatching(/^a waits for the clock in a loop/),
  });
});

test('code that comes back by setImmediate for ever ends the run too', async () => {
  const world = new World({ seed: 'a' });
  world.host('a').start(() => {
    const again = () => setImmediate(again);
    again();
  });
  expect(await world.run(() => false, Number.POSITIVE_INFINITY)).toBe('failed');
  expect(world.failure?.message).toBe(
    'a goes on for ever at one instant, by event after event of kind immediate',
  );
});

test('every clock is virtual', async () => {
  const read = async () => {
    await timersPromises.setTimeout(1500);
    return [
      Date.now(),
      new Date().toISOString(),
      Date(),
      performance.now(),
      process.hrtime(),
      process.hrtime.bigint(),
      process.uptime(),
    ];
  };
  const once = await inHost(read);
  expect(once).toEqual(await inHost(read));
  expect(once[1]).toBe('2024-01-01T00:00:01.500Z');
  expect(once[4]).toEqual([1, 500_000_000]);
});

test('dates are dates, whoever made them', async () => {
  expect(new Date(0)).toBeInstanceOf(Date);
  expect(structuredClone(new Date(0))).toBeInstanceOf(Date);
  expect(Object.prototype.toString.call(new Date())).toBe('[object Date]');
  expect(new Date(2024, 0, 1).getMonth()).toBe(0);
  expect(Date.UTC(1970, 0, 1)).toBe(0);
});

test('timers can be refreshed, cleared by number, awaited and aborted', async () => {
  const seen = await inHost(async () => {
    const seen: string[] = [];
    const refreshed = setTimeout(() => seen.push(`refreshed ${performance.now()}`), 100);
    setTimeout(() => refreshed.refresh(), 50);
    const byNumber = +setTimeout(() => seen.push('never'), 10);
    clearTimeout(byNumber);
    let beats = 0;
    const interval = setInterval(() => {
      seen.push('beat');
      if (++beats === 2) clearInterval(interval);
    }, 20);
    const signal = AbortSignal.timeout(30);
    await timersPromises.setTimeout(1000, null, { signal }).catch((e) => seen.push(e.name));
    seen.push(await timersPromises.setImmediate('immediate'));
    await promisify(setTimeout)(100);
    seen.push(signal.reason.name);
    return seen;
  });
  expect(seen).toEqual(['beat', 'AbortError', 'immediate', 'beat', 'TimeoutError', 'refreshed 150']);
});

test('outside of a host, time and randomness stay real', async () => {
  const before = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 2));
  expect(Date.now()).toBeGreaterThan(before);
  expect(before).toBeGreaterThan(Date.UTC(2025, 0, 1));
  expect(Math.random()).not.toBe(Math.random());
});
