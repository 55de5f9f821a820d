import { expect, test } from 'vitest';
import type { Scenario, WorkloadAsked } from '../scenario/scenario.ts';
import { mix } from '../workload/index.ts';
import { steadyAt } from './schedule.ts';
import { metricsOf } from './slo.ts';
import { toldOf, traitsOf } from './traits.ts';
import { drawWorkload } from './workload.ts';

const asked: WorkloadAsked[] = [];
const mixed = mix({
  write: { ask: (n) => ({ to: 'api', method: 'PUT', path: `/notes/${n}` }) },
  read: {
    ask: (n) => {
      const look = { kind: 'look', key: '', to: 'views', method: 'GET', path: `/views/${n}` };
      return {
        ...{ to: 'api', method: 'GET', path: `/notes/${n}` },
        follow: { ...look, until: { field: 'status', in: ['done'] } },
      };
    },
  },
});
const service = { entry: '', instances: 1, env: () => ({}) };
const scenario = {
  ...{ name: 'notes', size: { usual: 40, of: 'notes' }, services: { api: { ...service, says: 'keeps' } } },
  workload: (choice: Parameters<Scenario['workload']>[0], of: WorkloadAsked) => {
    asked.push(of);
    return mixed(choice, of);
  },
  live: {
    kinds: { read: { says: 'a note', limit: 'reading' } },
    settings: { pages: { says: 'of a note', usual: 3, least: 1, most: 9 } },
  },
} as unknown as Scenario;
const drawing = (after: number) => ({
  ...({ seed: 7, arrivals: 'poisson', clients: 5 } as const),
  live: { prefix: 'L-', after, settings: { pages: 4 } },
});

test('as much is drawn as the schedule asks for, and each request is due when that has come so far', () => {
  const schedule = steadyAt(50, 3000, 4000);
  const { requests } = drawWorkload(scenario, schedule, drawing(0));
  expect(asked.at(-1)).toMatchObject({
    clients: 5,
    swarm: false,
    live: { prefix: 'L-', settings: { pages: 4 } },
  });
  const times = requests.map(({ atMs }) => atMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)!).toBeLessThanOrEqual(7000);
  const steady = times.filter((atMs) => atMs >= 2000).length;
  expect(steady / 250).toBeGreaterThan(0.8);
  expect(steady / 250).toBeLessThan(1.2);
  expect(drawWorkload(scenario, schedule, drawing(0)).requests).toEqual(requests);
});

test('where names are numbers, no two parts of a run have one in common', () => {
  const first = drawWorkload(scenario, steadyAt(20, 0, 1000), drawing(0)).requests;
  const second = drawWorkload(scenario, steadyAt(20, 0, 1000), drawing(first.length)).requests;
  const paths = [...first, ...second].map(({ path }) => path);
  expect(new Set(paths).size).toBe(40);
});

test('of a scenario it is known before what it asks and whom, also in what it follows', () => {
  const traits = traitsOf(scenario);
  expect(traits.names[0]).toBe('read');
  expect([...traits.names].sort()).toEqual(['look', 'read', 'write']);
  expect([...traits.asked].sort()).toEqual(['api', 'views']);
  expect(asked.at(-1)!.live!.settings).toEqual({ pages: 3 });
  expect(Object.keys(metricsOf(traits, scenario))).toEqual(
    expect.arrayContaining(['reading', 'write', 'look', 'response', 'service']),
  );
  const told = toldOf(scenario, traits, () => 2);
  expect(told).toMatchObject({
    name: 'notes',
    of: 'notes',
    services: { api: { says: 'keeps', instances: 2 } },
  });
  expect(told.kinds.read).toEqual({ says: 'a note', limit: 'reading' });
  expect(told.kinds.write).toEqual({ says: '', limit: 'write' });
});
