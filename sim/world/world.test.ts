import '../node/install.ts';
import { describe, expect, test } from 'vitest';
import type { DrainMode } from './drain.ts';
import { guard } from './guard.ts';
import { outside, runtime } from './runtime.ts';
import { supervise } from './supervisor.ts';
import { World } from './world.ts';

const FOREVER = Number.POSITIVE_INFINITY;
const untilEmpty = (world: World) => world.run(() => false, FOREVER);

describe.each<DrainMode>(['tick', 'immediate'])('drained by %s', (drain) => {
  test('all that an event sets off runs dry before the next event', async () => {
    const world = new World({ seed: 'a', drain });
    const seen: string[] = [];
    const host = world.host('a');
    host.start(() => {
      setTimeout(() => seen.push('later'), 1);
      process.nextTick(() => seen.push('tick'));
      void (async () => {
        for (let i = 0; i < 50; i++) await null;
        seen.push('promises');
      })();
    });
    await untilEmpty(world);
    expect(seen).toEqual(['tick', 'promises', 'later']);
  });

  test('an hour of nothing costs one step', async () => {
    const world = new World({ seed: 'a', drain });
    world.host('a').start(() => {
      setTimeout(() => {}, 3_600_000);
    });
    await untilEmpty(world);
    expect(world.nowMs).toBe(3_600_000);
    expect(world.trace.count).toBe(2);
  });

  test('an uncaught error ends the run as a crash, with its stack', async () => {
    const world = new World({ seed: 'a', drain });
    const release = guard(world);
    world.host('a').start(() => {
      setTimeout(() => Promise.reject(new Error('nobody waits for me')), 5);
      setTimeout(() => expect.unreachable(), 10);
    });
    expect(await untilEmpty(world)).toBe('failed');
    release();
    expect(world.failure?.kind).toBe('crashed');
    expect(world.failure?.message).toContain('nobody waits for me');
    expect(world.failure?.stack).toContain('world.test.ts');
  });

  test('real I/O of a host is an escape, with the stack that did it', async () => {
    const world = new World({ seed: 'a', drain });
    const release = guard(world);
    const { default: fs } = await import('node:fs');
    world.host('a').start(() => void fs.promises.readFile('package.json').catch(() => {}));
    await untilEmpty(world);
    release();
    expect(world.failure?.kind).toBe('escaped');
    expect(world.failure?.stack).toContain('world.test.ts');
  });
});

test('what the real loop runs in between is code of no host', async () => {
  const world = new World({ seed: 'a' });
  let left = 10_000;
  world.host('a').start(() => {
    const tick = () => void (left-- > 0 && setTimeout(tick, 1));
    tick();
  });
  const seen: unknown[] = [];
  let isOver = false;
  const look = () => {
    seen.push(runtime.host);
    if (!isOver) outside(() => setImmediate(look));
  };
  setImmediate(look);
  await world.run(() => false, FOREVER);
  isOver = true;
  expect(seen.length).toBeGreaterThan(3);
  expect(new Set(seen)).toEqual(new Set([null]));
});

test('events of one host at one time keep their order, those of several hosts are shuffled by the seed', async () => {
  const orders = new Set<string>();
  for (let seed = 0; seed < 40; seed++) {
    const world = new World({ seed: String(seed) });
    const seen: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      const host = world.host(name);
      host.start(() => {});
      for (let i = 0; i < 3; i++) world.at(10, host, 'x', '', () => seen.push(`${name}${i}`));
    }
    await untilEmpty(world);
    for (const name of ['a', 'b', 'c'])
      expect(seen.filter((s) => s.startsWith(name))).toEqual([`${name}0`, `${name}1`, `${name}2`]);
    orders.add(seen.join());
  }
  expect(orders.size).toBe(6);
});

test('a crash drops all that the process had scheduled; its supervisor starts it anew', async () => {
  const world = new World({ seed: 'a' });
  const host = world.host('a');
  const beats: string[] = [];
  let lives = 0;
  supervise(host, async () => {
    const life = ++lives;
    setInterval(() => beats.push(`${life}`), 100);
  });
  world.after(1050, 'crash', () => host.crash(true));
  await world.run(() => world.nowMs >= 4000, FOREVER);
  expect(lives).toBe(2);
  expect(beats.join('')).toMatch(/^1{10}2+$/);
});

test('a process that cannot start is started again, with growing pauses', async () => {
  const world = new World({ seed: 'a' });
  const starts: number[] = [];
  world.host('a').onUp.add(() => expect.unreachable());
  supervise(world.host('a'), async () => {
    starts.push(world.nowMs);
    throw new Error('no');
  });
  await world.run(() => world.nowMs >= 60_000, FOREVER);
  expect(starts.length).toBeGreaterThan(5);
  expect(starts.length).toBeLessThan(60);
});

test('what ends when it was asked to is started again, and no sooner or later than the first time', async () => {
  const world = new World({ seed: 'a' });
  const host = world.host('a');
  let starts = 0;
  host.onUp.add(() => void world.after(200, 'term', () => host.signal('SIGTERM')));
  supervise(host, async () => {
    starts++;
    host.terminate = () => host.exit({ code: 0, signal: null });
  });
  await world.run(() => world.nowMs >= 60_000, FOREVER);
  // 800 ms on average, and 200 that it lives.
  expect(starts).toBeGreaterThan(40);
});

test('a process that is asked to end has no time while it stands still', async () => {
  const world = new World({ seed: 'a' });
  const host = world.host('a');
  const had: (number | null)[] = [];
  host.onExit.add(() => had.push(host.afterAskedMs));
  const life = (pauseMs: number, resumeMs: number, termMs: number, endMs: number) => {
    const beginMs = world.nowMs;
    const after = (ms: number, what: () => void) => world.after(beginMs + ms - world.nowMs, 'do', what);
    host.start(() => {
      host.terminate = () => {};
    });
    after(pauseMs, () => host.pause());
    after(resumeMs, () => host.resume());
    after(termMs, () => host.signal('SIGTERM'));
    after(endMs, () => host.exit({ code: 0, signal: null }));
    return world.run(() => host.state === 'down', FOREVER);
  };
  await life(100, 1000, 50, 1100);
  await life(100, 1000, 200, 1100);
  await life(100, 1000, 50, 700);
  await life(100, 1000, 1050, 1100);
  expect(had).toEqual([150, 100, 50, 50]);
  host.start(() => {});
  world.after(10, 'end', () => host.exit({ code: 0, signal: null }));
  await world.run(() => host.state === 'down', FOREVER);
  expect(had.at(-1)).toBeNull();
});

test('a paused process runs nothing, and what fell due meanwhile in order when it goes on', async () => {
  const world = new World({ seed: 'a' });
  const host = world.host('a');
  const seen: [string, number][] = [];
  host.start(() => {
    setTimeout(() => seen.push(['first', world.nowMs]), 10);
    setTimeout(() => seen.push(['second', world.nowMs]), 20);
  });
  world.after(5, 'pause', () => host.pause());
  world.after(500, 'resume', () => host.resume());
  await untilEmpty(world);
  expect(seen).toEqual([
    ['first', 500],
    ['second', 500],
  ]);
});

test('a clock set wrong and drifting shows in Date and in how long timers take, and not in others', async () => {
  const world = new World({ seed: 'a' });
  const [a, b] = [world.host('a'), world.host('b')];
  const read: Record<string, number> = {};
  a.setClock({ offsetMs: 5000, driftPpm: 100_000 });
  for (const host of [a, b])
    host.start(() => {
      const startMs = Date.now();
      const startTick = performance.now();
      setTimeout(() => {
        read[host.name] = world.nowMs;
        read[`${host.name} date`] = Date.now() - startMs;
        read[`${host.name} tick`] = Math.round(performance.now() - startTick);
        read[`${host.name} offset`] = startMs - world.epochMs;
      }, 1100);
    });
  await untilEmpty(world);
  expect(read).toMatchObject({ a: 1000, 'a date': 1100, 'a tick': 1100, 'a offset': 5000 });
  expect(read).toMatchObject({ b: 1100, 'b date': 1100, 'b tick': 1100, 'b offset': 0 });
});
