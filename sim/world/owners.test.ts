import { realScrypt } from './testing/real-scrypt.ts';
import { realTimeout } from './testing/real-timeout.ts';
import '../node/install.ts';
import { generateKeyPairSync, pbkdf2Sync, scrypt, scryptSync } from 'node:crypto';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { World } from './world.ts';

async function run(plan: (world: World) => void): Promise<World> {
  const world = new World({ seed: 'a', checkOwners: true });
  plan(world);
  await world.run(() => false, 1_000_000);
  return world;
}

test('a promise that hosts share is an escape, with where it was started and where it was settled', async () => {
  let shared: Promise<void> | undefined;
  const ready = () => {
    shared ??= new Promise((resolve) => setTimeout(resolve, 10));
    return shared;
  };
  const world = await run((world) => {
    for (const name of ['a', 'b']) {
      world.host(name).start(async function start() {
        await ready();
        setTimeout(() => {}, 1);
      });
    }
  });
  expect(world.failure).toMatchObject({
    kind: 'escaped',
    message: expect.stringMatching(/^. runs what . started$/),
  });
  expect(world.failure?.stack).toMatch(/started in [ab]:\n(.*\n)*.*owners\.test\.ts/);
  expect(world.failure?.stack).toMatch(/settled in [ab]:/);
});

test('what a life left behind is not for the next', async () => {
  const kept: (() => void)[] = [];
  const world = await run((world) => {
    const host = world.host('a');
    host.start(() => void new Promise<void>((resolve) => kept.push(resolve)).then(() => {}));
    world.after(10, 'crash', () => host.crash(true));
    world.after(20, 'start', () => host.start(() => kept[0]!()));
  });
  expect(world.failure?.message).toBe('a runs what it started in an earlier life');
});

test('what only the real loop ends is an escape as soon as it begins, whatever began it', async () => {
  const world = await run((world) => {
    // Taken before the simulator replaced it, as a library that loads first might.
    world.host('a').start(() => realTimeout(() => {}, 1));
  });
  expect(world.failure?.message).toBe('a began what only the real loop ends: Timeout');
  expect(world.failure?.stack).toContain('owners.test.ts');
});

test('what crypto does at once is no work of a thread', async () => {
  const world = await run((world) => {
    world.host('a').start(() => {
      scryptSync('secret', 'salt', 32, { N: 16 });
      pbkdf2Sync('secret', 'salt', 1, 32, 'sha256');
      generateKeyPairSync('ed25519');
    });
    world.host('b').start(async () => void (await promisify(scrypt)('secret', 'salt', 32)));
  });
  expect(world.failure).toBeNull();
});

test('what crypto was asked of its threads is an escape', async () => {
  const world = await run((world) => {
    world.host('a').start(() => realScrypt('secret', 'salt', 32, () => {}));
  });
  expect(world.failure?.message).toBe('a began what only the real loop ends: SCRYPTREQUEST');
});

test('a host whose work is its own passes', async () => {
  let done = 0;
  const world = await run((world) => {
    for (const name of ['a', 'b']) {
      world.host(name).start(async () => {
        for (let i = 0; i < 5; i++) await new Promise((resolve) => setTimeout(resolve, 3));
        await new Promise<void>((resolve) => process.nextTick(resolve));
        await new Promise<void>((resolve) => queueMicrotask(resolve));
        done++;
      });
    }
  });
  expect(world.failure).toBeNull();
  expect(done).toBe(2);
});
