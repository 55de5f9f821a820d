import '../install.ts';
import os from 'node:os';
import perfHooks, { PerformanceObserver } from 'node:perf_hooks';
import { env } from 'node:process';
import v8 from 'node:v8';
import { expect, test } from 'vitest';
import { World } from '../../world/world.ts';

/** Runs code as that of hosts, in turn, until all is done. */
async function inHosts(...codes: (() => void)[]): Promise<World> {
  const world = new World({ seed: 'a' });
  codes.forEach((code, i) => {
    world.host(`host-${i}`).start(code);
  });
  await world.run(() => false, Number.POSITIVE_INFINITY);
  if (world.failure && world.failure.kind !== 'escaped') throw world.failure;
  return world;
}

test('a host has a name, an address and a process of its own, and the rest in common with all', async () => {
  const told: unknown[][] = [];
  const tell = () =>
    told.push([
      os.hostname(),
      process.pid,
      os.networkInterfaces().eth0![0]!.address,
      os.release(),
      process.version,
    ]);
  await inHosts(tell, tell);
  expect(told.sort()).toEqual([
    ['host-0', 1001, '10.0.0.1', '6.1.0', 'v20.19.0'],
    ['host-1', 1002, '10.0.0.2', '6.1.0', 'v20.19.0'],
  ]);
  expect(process.pid).not.toBe(1001);
});

test('the environment of a process is its own, and gone with it', async () => {
  process.env.MACHINE_TEST = 'real';
  const seen: unknown[] = [];
  const world = new World({ seed: 'a' });
  const write = () => {
    seen.push(process.env.MACHINE_TEST, 'MACHINE_TEST' in env, process.env.NODE_ENV);
    process.env.MACHINE_TEST = 1 as never;
    delete env.NODE_ENV;
    process.title = 'mine';
    process.umask(0);
    seen.push(env.MACHINE_TEST, Object.keys(process.env).includes('NODE_ENV'));
  };
  const host = world.host('a');
  host.start(write);
  await world.run(() => false, Number.POSITIVE_INFINITY);
  host.crash(true);
  host.start(() => seen.push(env.MACHINE_TEST, process.title, process.umask()));
  world.host('b').start(() => seen.push(env.MACHINE_TEST, { ...env }.HOSTNAME));
  await world.run(() => false, Number.POSITIVE_INFINITY);
  const [first, rest] = [seen.slice(0, 5), seen.slice(5)];
  expect(first).toEqual([undefined, false, 'production', '1', false]);
  expect(rest).toEqual(expect.arrayContaining([undefined, 'node', 0o022, 'b']));
  expect(process.env.MACHINE_TEST).toBe('real');
  delete env.MACHINE_TEST;
  expect('MACHINE_TEST' in process.env).toBe(false);
});

test.each([
  ['process.chdir', () => process.chdir('/')],
  ['process.env.TZ', () => Object.assign(process.env, { TZ: 'Asia/Tokyo' })],
  ['process.setuid', () => process.setuid!(1)],
  ['process.report.writeReport', () => process.report.writeReport()],
  ['v8.setFlagsFromString', () => v8.setFlagsFromString('--no-opt')],
  ['performance.timerify', () => performance.timerify(() => 1)],
])('%s is an escape that names itself', async (name, code) => {
  const world = await inHosts(code);
  expect(world.failure?.message).toBe(`host-0 reached for ${name}, which is real`);
});

test('marks and measures are of the process, at its own time, and its observers see no others', async () => {
  performance.mark('outside');
  const seen: unknown[] = [];
  await inHosts(
    () => {
      const observer = new PerformanceObserver((list) => {
        for (const { name, startTime, duration } of list.getEntries()) seen.push([name, startTime, duration]);
      });
      observer.observe({ entryTypes: ['mark', 'measure', 'gc'] });
      performance.mark('begun');
      setTimeout(() => {
        performance.measure('took', 'begun');
        performance.measure('given', { start: 5, duration: 2 });
        expect(performance.getEntries().map((e) => e.name)).toEqual(['begun', 'took', 'given']);
        expect(() => performance.measure('x', 'outside')).toThrow(/mark has not been set/);
        performance.clearMarks();
        expect(performance.getEntriesByType('mark')).toEqual([]);
      }, 40);
    },
    () => {
      performance.mark('of another');
    },
  );
  expect(seen).toEqual([
    ['begun', 0, 0],
    ['took', 0, 40],
    ['given', 5, 2],
  ]);
  expect(performance.getEntriesByType('mark').map((e) => e.name)).toEqual(['outside']);
  performance.clearMarks();
});

test('the event loop of a host is idle, and its processor time a share of its life', async () => {
  let told: unknown;
  await inHosts(() => {
    const histogram = perfHooks.createHistogram();
    const before = [process.cpuUsage(), performance.eventLoopUtilization()] as const;
    histogram.recordDelta();
    setTimeout(() => {
      histogram.recordDelta();
      told = [
        process.cpuUsage(before[0]),
        performance.eventLoopUtilization(before[1]),
        histogram.count,
        Math.round(histogram.mean / 1e8),
        performance.timeOrigin,
        new Date(performance.timeOrigin + performance.now()).toISOString(),
      ];
    }, 1000);
  });
  expect(told).toEqual([
    { user: 40_000, system: 10_000 },
    { idle: 1000, active: 0, utilization: 0 },
    1,
    10,
    Date.UTC(2024, 0, 1),
    '2024-01-01T00:00:01.000Z',
  ]);
});

test('what a host prints goes out, and tells nothing of a terminal', async () => {
  let ended = false;
  await inHosts(() => {
    expect(process.stdout).not.toHaveProperty('isTTY');
    process.stderr.write('', () => {
      ended = true;
    });
  });
  expect(ended).toBe(true);
});

test('a package that is missing tells no path of this machine', async () => {
  let message = '';
  await inHosts(() => {
    try {
      process.getBuiltinModule('node:module').createRequire(import.meta.url)('./not-there.cjs');
    } catch (error) {
      message = (error as Error).message;
    }
  });
  expect(message).toMatch(
    /^Cannot find module '.\/not-there.cjs'\nRequire stack:\n- \/srv\/app\/sim\/node\//,
  );
});

test('dates and words are those of UTC and American English, and today is of the host', async () => {
  let today = '';
  await inHosts(() => {
    today = new Intl.DateTimeFormat().format();
  });
  expect(today).toBe('1/1/2024');
  expect(new Date(2024, 6, 1).toISOString()).toBe('2024-07-01T00:00:00.000Z');
  expect((1234.5).toLocaleString()).toBe('1,234.5');
  expect((1234.5).toLocaleString('de')).toBe('1.234,5');
  expect(new Intl.NumberFormat()).toBeInstanceOf(Intl.NumberFormat);
  expect(Intl.DateTimeFormat().constructor).toBe(Intl.DateTimeFormat);
  expect(['b', 'a', 'ä'].sort((a, b) => a.localeCompare(b))).toEqual(['a', 'ä', 'b']);
});
